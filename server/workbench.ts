import { Fault } from '../data/model/fault.ts'
import type { BreweryFault, Simulation, Speed } from '../data/model/simulation.ts'
import type { Cancel, Clock, Id } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Simulations } from '../hardware/simulator/simulations.ts'
import { answeredAfter } from './backups.ts'
import type { Configuration } from './configuration.ts'
import type { ElasticClock } from './elastic-clock.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'

/** Which faults: those that have all that is given. */
export interface FaultFilter {
  kind?: BreweryFault['kind'] | undefined
  sensor?: string | undefined
  relay?: string | undefined
}

/** What one can see of the simulated boards and do to them; publishes them once a second. */
export interface Workbench {
  /** Begins to publish, in a time that is not before what an earlier run recorded. */
  open(): Promise<void>
  list(): Simulation[]
  /** Fails with `not-found`, or with `unavailable` while the board was never opened; so do the next three. */
  find(board: Id): Simulation
  /** Makes something go wrong. */
  inject(board: Id, fault: BreweryFault): Simulation
  /** Takes back all faults that fit, at least one if anything is given. */
  heal(board: Id, filter: FaultFilter): Simulation
  /** Fills the kettle, or lets water out, until it holds so many litres. */
  fill(board: Id, litres: number): Simulation
  /** Lets the house's time run so many times faster than the wall's. Fails with `conflict` while a board is real or none is simulated. */
  run(factor: number): Speed
  /** Ends all simulated breweries, and all hurry. */
  close(): void
}

const publishEvery = 1000

/** The workbench of a house whose time is `clock`, in a world whose time is `wall`; time goes back to that with a `restart` only. */
export function createWorkbench(parts: {
  wall: Clock
  clock: ElasticClock
  hub: Hub
  log: Log
  store: Pick<Store, 'readings'>
  configuration: Configuration
  simulations: Simulations
  restart: () => void
}): Workbench {
  const { wall, clock, hub, log, store, configuration, simulations, restart } = parts
  let measured = { wall: wall.uptime(), house: clock.uptime() }
  let pace = 1
  let cancels: Cancel[] = []

  const real = () => configuration.plan.boards.filter(({ transport }) => transport.kind !== 'simulated')
  const simulated = () => configuration.plan.boards.filter(({ transport }) => transport.kind === 'simulated')
  const speed = (): Speed => ({ factor: clock.factor, pace, ahead: Math.max(0, clock.ahead) })

  function built(board: Id) {
    const { transport } = configuration.find('boards', board)
    if (transport.kind !== 'simulated') throw new Fault('not-found', `board "${board}" is real: nothing simulates it`)
    const brewery = simulations.of(board)
    if (!brewery) throw new Fault('unavailable', `board "${board}" was not opened yet: try again in a second`)
    return brewery
  }

  function describe(board: Id): Simulation {
    const { fermenter, kettle, room, level, relays, faults, board: uno } = built(board)
    const contacts = Object.entries(relays).map(([relay, { isDriven, isClosed }]) => [
      relay,
      { driven: isDriven, closed: isClosed },
    ])
    return {
      board,
      at: clock.now(),
      beer: fermenter.beer,
      fridgeAir: fermenter.air,
      kettle: kettle.bed,
      room,
      kettleVolume: kettle.volume,
      level: { enough: level.isEnough, closed: level.isClosed },
      powered: uno.isPowered,
      relays: Object.fromEntries(contacts) as Simulation['relays'],
      faults: [...faults],
      speed: speed(),
    }
  }

  const list = () =>
    simulated()
      .filter(({ id }) => simulations.of(id))
      .map(({ id }) => describe(id))

  function publish(): void {
    for (const simulation of list()) hub.publish(`data.simulations.${simulation.board}`, simulation)
  }

  function measure(): void {
    const now = { wall: wall.uptime(), house: clock.uptime() }
    const span = now.wall - measured.wall
    if (span > 0) pace = Math.round(((now.house - measured.house) / span) * 10) / 10
    measured = now
    publish()
  }

  const allSimulated = () => real().length === 0 && simulated().length > 0

  /**
   * Breweries of boards that are no more end; a real board ends all hurry and what that gained, and so does the end of the
   * last simulated one.
   */
  function reconfigured(id: Id): void {
    simulations.keep(simulated().map(board => board.id))
    if (!simulated().some(board => board.id === id)) hub.forget(`data.simulations.${id}`)
    if (allSimulated()) return
    const why = real().length > 0 ? 'there is a real board now' : 'nothing is simulated any more'
    if (clock.factor !== 1) {
      clock.run(1)
      log('warning', 'simulation', `time runs as fast as the wall’s again, because ${why}`)
    }
    if (clock.ahead <= 0) return
    log('warning', 'simulation', `the house is opened again in the wall’s time, because ${why}`)
    wall.after(answeredAfter, restart)
  }

  function told(board: Id, message: string): Simulation {
    log('warning', `simulation ${board}`, message)
    publish()
    return describe(board)
  }

  return {
    async open() {
      if (allSimulated()) {
        const ends = (await store.readings.series()).map(({ to }) => to)
        if (ends.length > 0) clock.resume(Math.max(...ends) + 1)
      }
      cancels = [
        wall.every(publishEvery, measure),
        hub.subscribe('configuration.boards', ({ data }) => reconfigured((data as { id: Id }).id)),
      ]
    },
    list,
    find: describe,
    inject(board, fault) {
      built(board).inject(fault)
      return told(board, `fault injected: ${faultWords(fault)}`)
    },
    heal(board, filter) {
      const brewery = built(board)
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
      const fits = (fault: BreweryFault) =>
        wanted.every(([key, value]) => (fault as Record<string, unknown>)[key] === value)
      const found = brewery.faults.filter(fits)
      if (found.length === 0 && wanted.length > 0) {
        const words = wanted.map(([key, value]) => `${key} ${value}`).join(', ')
        throw new Fault('not-found', `board "${board}" has no such fault: ${words}`)
      }
      for (const fault of found) brewery.heal(fault)
      return told(board, found.length === 0 ? 'nothing to heal' : `healed: ${found.map(faultWords).join('; ')}`)
    },
    fill(board, litres) {
      built(board).fill(litres)
      return told(board, `the kettle holds ${litres} L`)
    },
    run(factor) {
      const boards = real().map(({ name }) => name)
      if (factor !== 1 && boards.length > 0)
        throw new Fault('conflict', `time cannot run faster while there are real boards: ${boards.join(', ')}`)
      if (factor !== 1 && !allSimulated())
        throw new Fault('conflict', 'time cannot run faster while nothing is simulated')
      if (factor !== clock.factor) {
        clock.run(factor)
        log(
          'warning',
          'simulation',
          factor === 1 ? 'time runs as the wall’s again' : `time runs ${factor} times faster`,
        )
        measured = { wall: wall.uptime(), house: clock.uptime() }
        pace = factor
        publish()
      }
      return speed()
    },
    close() {
      for (const cancel of cancels) cancel()
      clock.run(1)
      simulations.close()
    },
  }
}

function faultWords(fault: BreweryFault): string {
  const subject = 'sensor' in fault ? fault.sensor : 'relay' in fault ? fault.relay : ''
  return `${fault.kind} ${subject}`.trim()
}
