import { type Device, type Permission, Signals } from '../../client/signals.ts'
import type { Alarm, AlarmState } from '../../data/model/alarm.ts'

/** A device whose time, loudspeaker and notifications the test sees. */
function testDevice(permission: Permission = 'granted') {
  const memory = new Map<string, string>()
  const timers = new Set<() => void>()
  const seen = { calls: 0, shown: [] as string[], asked: 0 }
  const device: Device = {
    play: () => {
      seen.calls++
    },
    every(_, action) {
      timers.add(action)
      return () => timers.delete(action)
    },
    permission: () => permission,
    async ask() {
      seen.asked++
      permission = 'granted'
      return permission
    },
    notify({ id }) {
      seen.shown.push(id)
      return () => seen.shown.splice(seen.shown.indexOf(id), 1)
    },
    recall: key => memory.get(key) ?? null,
    remember: (key, value) => memory.set(key, value),
  }
  const pass = () => {
    for (const action of timers) action()
  }
  return { device, seen, pass }
}

const alarm = (state: AlarmState, id = 'hot') => ({ id, state, priority: 'high', at: 1, message: 'Hot' }) as Alarm

test('it calls again and again until the alarm is acknowledged', () => {
  const { device, seen, pass } = testDevice()
  const signals = new Signals(device)
  signals.unlock()
  signals.hear([alarm('unacknowledged')])
  pass()
  expect(seen.calls).toBe(2)
  signals.hear([alarm('returned')])
  pass()
  expect(seen.calls).toBe(3)
  signals.hear([alarm('acknowledged')])
  pass()
  expect([seen.calls, signals.sounding]).toEqual([3, false])
})

test.each<AlarmState>(['acknowledged', 'shelved', 'suppressed', 'out-of-service'])('%s is silent', state => {
  const { device, seen } = testDevice()
  const signals = new Signals(device)
  signals.unlock()
  signals.hear([alarm(state)])
  expect(seen.calls).toBe(0)
})

test('it is silent until somebody touched the page, and then calls at once', () => {
  const { device, seen } = testDevice()
  const signals = new Signals(device)
  signals.hear([alarm('unacknowledged')])
  expect([seen.calls, signals.locked]).toEqual([0, true])
  signals.unlock()
  expect([seen.calls, signals.locked]).toEqual([1, false])
})

test('silence is remembered on the device', () => {
  const { device, seen } = testDevice()
  const signals = new Signals(device)
  signals.unlock()
  signals.hear([alarm('unacknowledged')])
  signals.muted = true
  expect(signals.sounding).toBe(false)
  const later = new Signals(device)
  later.unlock()
  later.hear([alarm('unacknowledged')])
  expect([seen.calls, later.muted, later.locked]).toEqual([1, true, false])
})

test('what comes while the page is open is notified once, and taken back when it is acknowledged', () => {
  const { device, seen } = testDevice()
  const signals = new Signals(device)
  signals.hear([alarm('unacknowledged', 'old')])
  expect(seen.shown).toEqual([])
  const both = [alarm('unacknowledged', 'old'), alarm('unacknowledged', 'new')]
  signals.hear(both)
  signals.hear(both)
  expect(seen.shown).toEqual(['new'])
  signals.hear([alarm('acknowledged', 'new')])
  expect(seen.shown).toEqual([])
})

test('permission is asked for once', async () => {
  const { device, seen } = testDevice('default')
  const signals = new Signals(device)
  await signals.ask()
  await signals.ask()
  expect([seen.asked, signals.permission]).toEqual([1, 'granted'])
})

test('a name is kept without spaces around it', () => {
  const { device } = testDevice()
  const signals = new Signals(device)
  let told = 0
  const cancel = signals.watch(() => told++)
  signals.name = '  Anna '
  cancel()
  signals.name = 'Anna B.'
  expect([new Signals(device).name, told]).toEqual(['Anna B.', 1])
})
