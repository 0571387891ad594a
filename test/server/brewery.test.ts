import { BoardBody } from '../../data/model/board.ts'
import { neverStopped } from '../../data/model/safety.ts'
import { ScheduleBody } from '../../data/model/schedule.ts'
import { type Mode, VesselBody } from '../../data/model/vessel.ts'
import type { IoConfiguration } from '../../hardware/device.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { Brewery, type BreweryParts } from '../../server/brewery.ts'
import type { Loop } from '../../server/control/loop.ts'
import { begun } from '../../server/control/schedule.ts'

const serial = { id: 'arduino', name: 'Arduino', transport: { kind: 'serial', path: '/dev/x' } }
const boards = [{ ...BoardBody.parse(serial), version: 1 }]
const vessel = { ...VesselBody.parse({ id: 'tun', name: 'Tun' }), version: 1 }
const scheduleOf = (...names: string[]) => {
  const steps = names.map(name => ({ name, target: { kind: 'temperature', temperature: 60 } }))
  return { ...ScheduleBody.parse({ id: 'mash', name: 'Mash', steps }), version: 1 }
}
const run = { ...begun(0), step: 1, phase: 'approach' as const }
const mode: Mode = { kind: 'schedule', schedule: 'mash', run }

/** A brewery over a disk and boards that only remember. */
async function opened() {
  const ignore = () => {}
  const nothing = async () => []
  const plan = { sensors: [], actuators: [], vessels: [vessel], profiles: [], schedules: [scheduleOf('Rest', 'Boil')] }
  const seen = { boards: [] as IoConfiguration['boards'], kept: [] as Mode[] }
  const parts = {
    clock: virtualClock(),
    hub: { publish: ignore, forget: ignore },
    log: ignore,
    watch: { configure: ignore, tick: ignore, vessel: ignore },
    alarms: { raise: ignore, clear: ignore },
    devices: {
      configure(now: IoConfiguration) {
        seen.boards = now.boards
      },
      listen: () => ignore,
      beat: ignore,
      async close() {
        seen.boards = []
      },
    },
    store: {
      modes: { all: async () => [{ vessel: 'tun', mode }] },
      switches: { all: nothing },
      safety: { trips: nothing, emergencyStop: async () => neverStopped },
    },
    configuration: { plan, boards, settings: { unit: 'celsius' } },
    continuity: { look: ignore },
    schedules: {
      open: nothing,
      tick(loops: Iterable<Loop>) {
        for (const { progress, mode } of loops) if (progress.take()) seen.kept.push(mode)
      },
    },
  }
  const brewery = new Brewery(parts as unknown as BreweryParts)
  await brewery.open()
  return { brewery, plan, seen }
}

test('a change that is stored only when the house has closed opens no board anew', async () => {
  const { brewery, seen } = await opened()
  expect(seen.boards).toEqual(boards)
  await brewery.close()
  brewery.reconfigure()
  expect(seen.boards).toEqual([])
})

test('where a run is in a schedule that was edited is kept at once: what is restarted then would find it elsewhere', async () => {
  const { brewery, plan, seen } = await opened()
  plan.schedules = [scheduleOf('Dough in', 'Rest', 'Boil')]
  brewery.reconfigure()
  expect(seen.kept).toMatchObject([{ run: { step: 2 } }])
  await brewery.close()
})
