import { expect, test } from '@jest/globals'
import { Fault } from '../../data/model/fault.ts'
import { ScheduleBody } from '../../data/model/schedule.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import type { Loop } from '../../server/control/loop.ts'
import { Progress } from '../../server/control/progress.ts'
import { begun } from '../../server/control/schedule.ts'
import { createScheduleKeeper } from '../../server/schedule-keeper.ts'

/** A vessel that rests for ten minutes and then for good, over a disk that fails as long as it is told to. */
function kept() {
  const clock = virtualClock(1_700_000_000_000)
  const disk = { fault: null as Fault | null, modes: [] as Mode[], tries: 0 }
  const told: string[] = []
  const logged: string[] = []
  const rest = { target: { kind: 'rest' }, until: { conditions: [{ kind: 'time', seconds: 600 }] } }
  const steps = [
    { ...rest, name: 'First' },
    { ...rest, name: 'Second' },
  ]
  const schedule = { ...ScheduleBody.parse({ id: 's', name: 'S', kind: 'mash', steps }), version: 1 }
  const keeper = createScheduleKeeper({
    clock,
    hub: { publish: channel => ({ channel, sequence: 1, at: told.push(channel), data: null }) },
    log: (_level, _source, message) => logged.push(message),
    alarms: { raise: () => {}, clear: () => {}, list: () => [] },
    store: {
      modes: {
        async set(_vessel, mode) {
          disk.tries += 1
          if (disk.fault) throw disk.fault
          disk.modes.push(mode)
        },
      },
      readings: { buckets: async () => [] },
    },
    configuration: { plan: { schedules: [schedule] } as never },
  })
  const loop = {
    vessel: { id: 'tun' },
    progress: new Progress(),
    mode: { kind: 'schedule', schedule: 's', run: begun(clock.now()) } as Mode,
  }
  const look = () => {
    const seen = { at: clock.now(), temperature: 20, boils: false, staleAfter: 0 }
    loop.mode = loop.progress.advance(loop.mode, schedule, seen)
    keeper.tick([loop as unknown as Loop])
  }
  return { clock, disk, told, logged, loop, look, pass: (seconds: number) => clock.advance(seconds * 1000) }
}

const full = new Fault('unavailable', 'the disk is full')

test('where a schedule is is written as soon as a disk that failed works again, and told once', async () => {
  const { clock, disk, told, logged, loop, look } = kept()
  clock.every(1000, look)
  await clock.advance(5000)
  const [before, written] = [told.length, disk.modes.length]
  disk.fault = full
  await clock.advance(600_000)
  expect(loop.mode).toMatchObject({ run: { step: 1 } })
  expect(disk.modes).toHaveLength(written)
  expect(logged.filter(message => message.includes('cannot be kept'))).toHaveLength(1)
  const events = told.length
  expect(events).toBeGreaterThan(before)
  disk.fault = null
  await clock.advance(10_000)
  expect(disk.modes.slice(written)).toEqual([loop.mode])
  expect(told).toHaveLength(events)
  const { tries } = disk
  await clock.advance(60_000)
  expect(disk.tries).toBe(tries)
})

test('what the store refuses for good is not tried again, and of a vessel that was told something else nothing is', async () => {
  const refused = kept()
  refused.disk.fault = new Fault('not-found', 'there is no vessel')
  refused.look()
  await refused.pass(5)
  const { tries } = refused.disk
  refused.look()
  await refused.pass(5)
  expect(refused.disk.tries).toBe(tries)

  const off = kept()
  off.disk.fault = full
  off.look()
  await off.pass(1)
  off.disk.fault = null
  off.loop.mode = { kind: 'off' }
  off.look()
  await off.pass(5)
  expect(off.disk.modes).toEqual([])
})
