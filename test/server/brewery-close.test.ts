import { BoardBody } from '../../data/model/board.ts'
import { neverStopped } from '../../data/model/safety.ts'
import type { IoConfiguration } from '../../hardware/device.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { Brewery, type BreweryParts } from '../../server/brewery.ts'

test('a change that is stored only when the house has closed opens no board anew', async () => {
  const boards = [
    {
      ...BoardBody.parse({ id: 'arduino', name: 'Arduino', transport: { kind: 'serial', path: '/dev/x' } }),
      version: 1,
    },
  ]
  let open: IoConfiguration['boards'] = []
  const ignore = () => {}
  const nothing = async () => []
  const parts = {
    clock: virtualClock(),
    hub: { publish: ignore, forget: ignore },
    log: ignore,
    watch: { configure: ignore, tick: ignore },
    alarms: { raise: ignore, clear: ignore },
    devices: {
      configure(now: IoConfiguration) {
        open = now.boards
      },
      listen: () => ignore,
      beat: ignore,
      async close() {
        open = []
      },
    },
    store: {
      modes: { all: nothing },
      switches: { all: nothing },
      safety: { trips: nothing, emergencyStop: async () => neverStopped },
    },
    configuration: { plan: { sensors: [], actuators: [], vessels: [] }, boards, settings: { unit: 'celsius' } },
    continuity: { look: ignore },
    schedules: { open: nothing, tick: ignore },
  }
  const brewery = new Brewery(parts as unknown as BreweryParts)
  await brewery.open()
  expect(open).toEqual(boards)
  await brewery.close()
  brewery.reconfigure()
  expect(open).toEqual([])
})
