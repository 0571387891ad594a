import { Fault } from '../../data/model/fault.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createContinuity } from '../../server/continuity.ts'
import type { Loop } from '../../server/control/loop.ts'
import { begun } from '../../server/control/schedule.ts'
import { shifted } from '../../server/control/shifting.ts'

const hour = 3_600_000

/** A house over a disk that may fail, and what it finds there. */
function bench(kept: Mode[] = [], alive: number | null = null) {
  const clock = virtualClock(1_700_000_000_000)
  const disk = { full: false, beats: 0, alive, modes: [] as Mode[] }
  const logged: string[] = []
  const continuity = createContinuity({
    clock,
    log: (_level, _source, message) => logged.push(message),
    store: {
      life: {
        last: async () => alive,
        async beat(now, modes) {
          disk.beats += 1
          if (disk.full) throw new Fault('unavailable', 'the disk is full')
          disk.alive = now
          disk.modes.push(...modes.map(({ mode }) => mode))
        },
      },
      modes: {
        all: async () => kept.map(mode => ({ vessel: 'tun', mode })),
        set: async () => {},
        tell: async () => {},
      },
    },
    configuration: { plan: { profiles: [], schedules: [] } as never },
    leapt: () => {},
  })
  const loops: Loop[] = []
  clock.every(1000, () => continuity.look(loops))
  return { clock, disk, logged, loops, continuity }
}

test('a disk that takes no sign of life for days is said once, and again when it failed anew', async () => {
  const { clock, disk, logged } = bench()
  disk.full = true
  await clock.advance(60_000)
  expect(disk.beats).toBeGreaterThanOrEqual(5)
  expect(logged).toEqual(['that it is alive cannot be written down: the disk is full'])
  disk.full = false
  await clock.advance(60_000)
  disk.full = true
  await clock.advance(60_000)
  expect(logged).toHaveLength(2)
})

test('what a clock that is set moves is written down as soon as a disk that failed works again', async () => {
  const { clock, disk, loops } = bench()
  const plans = { profile: () => undefined, schedule: () => undefined }
  const following: Mode = { kind: 'profile', profile: 'ale', startedAt: clock.now() - hour }
  const loop = {
    vessel: { id: 'tun' },
    mode: following as Mode,
    progress: { stores: false },
    shift(by: number, before: number) {
      loop.mode = shifted(loop.mode, plans, by, before)
      return true
    },
  }
  loops.push(loop as unknown as Loop)
  await clock.advance(5000)
  disk.full = true
  clock.jump(hour)
  await clock.advance(30_000)
  loop.progress.stores = true
  disk.full = false
  await clock.advance(30_000)
  // It would come after what is just being stored.
  expect(disk.modes).toEqual([])
  loop.progress.stores = false
  await clock.advance(30_000)
  expect(disk.modes).toEqual([{ ...following, startedAt: following.startedAt! + hour }])
})

test('a run that got on after the last sign of life goes on too when the clock is behind at the start', async () => {
  const now = 1_700_000_000_000
  const run = (startedAt: number, phase: 'entering' | 'hold') => ({ ...begun(startedAt), phase })
  const begunLate: Mode = { kind: 'schedule', schedule: 'ale', run: run(now + hour, 'hold') }
  const toCome: Mode = { kind: 'schedule', schedule: 'ale', run: run(now + 2 * hour, 'entering') }
  const modes = await bench([begunLate, toCome], now + hour - 5000).continuity.modes()
  expect(modes).toMatchObject([{ mode: { run: { startedAt: now, asOf: now } } }, { mode: toCome }])
})

test('so does a profile that began a moment before the house was killed; one that is to come does not begin earlier', async () => {
  const { clock, disk, continuity } = bench()
  await clock.advance(25_000)
  const begun: Mode = { kind: 'profile', profile: 'ale', startedAt: clock.now() }
  await continuity.keep('tun', begun)
  const toCome: Mode = { ...begun, startedAt: clock.now() + 5000 }
  const next = bench([begun, toCome], disk.alive)
  next.clock.jump(-hour)
  const startedAt = next.clock.now()
  expect(await next.continuity.modes()).toMatchObject([{ mode: { startedAt } }, { mode: toCome }])
})
