import { ActuatorBody } from '../../data/model/actuator.ts'
import { Fault } from '../../data/model/fault.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createHandSwitches } from '../../server/hand-switches.ts'
import { createInsistentStore } from '../../server/insistent-store.ts'

const off: Mode = { kind: 'off' }
const warm: Mode = { kind: 'constant', setPoint: 65 }

/** A disk that takes what it is told a turn later, or fails. */
function testDisk() {
  const clock = virtualClock(1000)
  const [modes, switches] = [new Map<string, Mode>(), new Map<string, number>()]
  const disk = { fault: null as Fault | null, answers: true }
  async function written<T>(rows: Map<string, T>, id: string, value: T): Promise<void> {
    await Promise.resolve()
    if (disk.fault) throw disk.fault
    rows.set(id, value)
    if (!disk.answers) throw full
  }
  const log = () => {}
  const inForce = new Map<string, Mode>()
  const insistent = createInsistentStore(
    {
      modes: {
        all: async () => [...modes].map(([vessel, mode]) => ({ vessel, mode })),
        set: (id, mode) => written(modes, id, mode),
      },
      switches: { all: async () => [], set: (id, output) => written(switches, id, output) },
    },
    { clock, log, modeOf: id => inForce.get(id) ?? off },
  )
  const hand = createHandSwitches({ store: insistent.store, log }, () => {})
  return { clock, modes, switches, disk, inForce, insistent, store: insistent.store, hand }
}

const full = new Fault('unavailable', 'the disk is full')

test('what was switched off while the disk failed is off for the next start, too', async () => {
  const { clock, modes, disk, store } = testDisk()
  await store.modes.set('kettle', warm)
  disk.fault = full
  await expect(store.modes.set('kettle', off)).rejects.toBe(full)
  await clock.advance(60_000)
  expect(modes.get('kettle')).toEqual(warm)
  disk.fault = null
  await clock.advance(5_000)
  expect(modes.get('kettle')).toEqual(off)
})

test('what is asked for later counts, when the disk takes that; and the end tries once more', async () => {
  const { clock, modes, disk, store, insistent } = testDisk()
  disk.fault = full
  const failed = expect(store.modes.set('kettle', off)).rejects.toBe(full)
  await failed
  await expect(store.modes.set('kettle', warm)).rejects.toBe(full)
  disk.fault = null
  await store.modes.set('tun', warm)
  await insistent.close()
  expect(Object.fromEntries(modes)).toEqual({ kettle: off, tun: warm })

  disk.fault = full
  await expect(store.modes.set('kettle', off)).rejects.toBe(full)
  disk.fault = null
  await store.modes.set('kettle', warm)
  await clock.advance(60_000)
  expect(modes.get('kettle')).toEqual(warm)
})

test('what is off does not come on with the next start because the answer to "on" was lost', async () => {
  const { clock, modes, switches, disk, store, hand } = testDisk()
  disk.answers = false
  await expect(store.modes.set('kettle', warm)).rejects.toBe(full)
  await expect(hand.set('pump', 100)).rejects.toBe(full)
  expect([modes.get('kettle'), switches.get('pump')]).toEqual([warm, 100])
  disk.answers = true
  await clock.advance(5_000)
  expect([modes.get('kettle'), switches.get('pump')]).toEqual([off, 0])
})

test('what is on stays as it is when the answer to a change is lost', async () => {
  const { clock, modes, disk, inForce, store } = testDisk()
  await store.modes.set('kettle', warm)
  inForce.set('kettle', warm)
  disk.answers = false
  await expect(store.modes.set('kettle', { ...warm, setPoint: 80 })).rejects.toBe(full)
  expect(modes.get('kettle')).toEqual({ ...warm, setPoint: 80 })
  // A schedule gets on meanwhile.
  inForce.set('kettle', { ...warm, setPoint: 66 })
  disk.answers = true
  await clock.advance(5_000)
  expect(modes.get('kettle')).toEqual({ ...warm, setPoint: 66 })
})

test('of a vessel that is gone nothing is stored', async () => {
  const { clock, modes, disk, store } = testDisk()
  disk.fault = full
  await expect(store.modes.set('kettle', off)).rejects.toBe(full)
  disk.fault = new Fault('not-found', 'gone')
  await clock.advance(10_000)
  disk.fault = null
  await clock.advance(10_000)
  expect(modes.size).toBe(0)
})

test('no disk keeps a pump on: off is done first', async () => {
  const { clock, switches, disk, hand } = testDisk()
  await hand.set('pump', 100)
  disk.fault = full
  const told = expect(hand.set('pump', 0)).rejects.toBe(full)
  expect(hand.outputs.get('pump')).toBe(0)
  await told
  expect(hand.outputs.get('pump')).toBe(0)
  disk.fault = null
  await clock.advance(5_000)
  expect(switches.get('pump')).toBe(0)
})

test('a pump that is switched off while on is being stored does not come on', async () => {
  const { hand, switches } = testDisk()
  const on = hand.set('pump', 100)
  const done = hand.set('pump', 0)
  await expect(on).rejects.toMatchObject({ code: 'conflict' })
  expect(hand.outputs.get('pump')).toBe(0)
  await done
  expect(switches.get('pump')).toBe(0)
})

test('a pump that became a heater while on was being stored does not come on when it is a pump again', async () => {
  const { hand, switches, clock } = testDisk()
  const driver = { kind: 'relay', pin: 5 }
  const used = (use: string) => ({
    ...ActuatorBody.parse({ id: 'pump', name: 'Pump', use, board: 'b', driver }),
    version: 1,
  })
  const on = expect(hand.set('pump', 100)).rejects.toMatchObject({ code: 'conflict' })
  hand.keep([used('heater')])
  await on
  hand.keep([used('pump')])
  await clock.advance(0)
  expect(hand.outputs.get('pump') ?? 0).toBe(0)
  expect(switches.get('pump')).toBe(0)
})
