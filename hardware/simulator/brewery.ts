import { readFileSync } from 'node:fs'
import type { BreweryFault, RelayName } from '../../data/model/simulation.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import { SimulatedBoard } from './board.ts'
import { isSameFault } from './faults.ts'
import { type FermenterState, fridgeFermenter, restingFermenter, stepFermenter } from './plants/fermenter.ts'
import { filled, homeKettle, type KettleState, restingKettle, stepKettle } from './plants/kettle.ts'
import { connectPort, type PortEnd, type SimulatedPort } from './port.ts'
import { seededRandom } from './random.ts'
import { type RelayState, wireRelays } from './relays.ts'
import { wireSensors } from './sensors.ts'

/** How a simulated brewery begins; everything left out is the demo's. */
export interface BreweryOptions {
  clock: Clock
  /** Intel HEX of another program for the board; ours if left out. */
  hex?: string
  /** For noise. */
  seed?: number
  /** °C around. */
  room?: number
  fermenter?: Partial<FermenterState>
  kettle?: Partial<KettleState>
}

/** An Uno with our firmware, a fermenter in a fridge and a kettle, wired as in `wiring.ts`. */
export interface SimulatedBrewery {
  readonly board: SimulatedBoard
  /** A fresh connection; opening it resets the board, as a serial port does to an Uno, unless `reset` is false. */
  connect(options?: { reset?: boolean }): SimulatedPort
  /** The plants as they truly are. */
  readonly fermenter: FermenterState
  readonly kettle: KettleState
  /** °C around. */
  readonly room: number
  /** Whether the kettle has enough water, and whether its level switch says so. */
  readonly level: { isEnough: boolean; isClosed: boolean }
  readonly relays: Record<RelayName, RelayState>
  /** Puts the plants into another state. */
  set(change: { fermenter?: Partial<FermenterState>; kettle?: Partial<KettleState>; room?: number }): void
  /** Fills water as warm as the room into the kettle, or lets some out, until it holds so many litres. */
  fill(litres: number): void
  readonly faults: readonly BreweryFault[]
  /** Makes something go wrong until healed; the same fault again replaces the first. */
  inject(fault: BreweryFault): Cancel
  /** Takes a fault back, or all of them. */
  heal(fault?: BreweryFault): void
  /** Time stands still for it from now on, and the port closes. */
  close(): void
}

const ourFirmware = () => readFileSync(new URL('../firmware/maelstrom.hex', import.meta.url), 'utf8')

const tick = 5 // ms between runs of the board
const plantStep = 100 // ms
// Further behind than this (a suspended laptop), time is skipped: catching up would take ever longer.
const patience = 1000
// A rest this short may be lost when it is added to the board's cycles: waiting for it to pass would be for ever.
const almost = 1e-3 // ms
/** Litres at which the kettle's level switch closes. */
const enoughWater = 10
const port = 'simulated'

// A brew on its second day in a room at 20 °C, and strike water half-way up.
const demo = {
  fermenter: { ...restingFermenter(19.2), elapsed: 30 * 3600, air: 19.0, wall: 18.9, heater: 19.0, airProbe: 19.0 },
  kettle: restingKettle(48, 30),
}
const fermenterParameters = { ...fridgeFermenter, fermentationEnergy: 1_000_000 }

/** Builds a brewery that lives by the clock from now on, its board powered. */
export function simulatedBrewery(options: BreweryOptions): SimulatedBrewery {
  const { clock, hex = ourFirmware(), seed = 1 } = options
  let room = options.room ?? 20
  let fermenter: FermenterState = { ...demo.fermenter, ...options.fermenter }
  let kettle: KettleState = { ...demo.kettle, ...options.kettle }
  let faults: readonly BreweryFault[] = []
  let connected: PortEnd | null = null

  const board = new SimulatedBoard(hex)
  const sensors = wireSensors(board, seededRandom(seed))
  const relays = wireRelays(board)

  const isEnough = () => kettle.volume >= enoughWater

  const show = () => {
    const { beerProbe: beer, airProbe: fridgeAir } = fermenter
    sensors.show({ beer, fridgeAir, kettle: kettle.probe, room, level: isEnough() }, faults)
  }

  const stepPlants = (seconds: number) => {
    const { compressor, chamberHeater: heater, kettleElement: element, kettlePump: pump } = relays.takeShares(faults)
    fermenter = stepFermenter(fermenter, { compressor, heater, room }, seconds, fermenterParameters)
    kettle = stepKettle(kettle, { element, pump, room }, seconds, homeKettle)
    show()
  }

  let origin = clock.uptime()
  let steppedAt = 0
  const live = () => {
    const behind = clock.uptime() - origin - board.milliseconds
    if (behind > patience) origin += behind
    const now = clock.uptime() - origin
    while (now - board.milliseconds > almost) {
      board.run(Math.min(now, steppedAt + plantStep) - board.milliseconds)
      if (steppedAt + plantStep - board.milliseconds > almost) continue
      steppedAt += plantStep
      stepPlants(plantStep / 1000)
    }
  }

  board.onData = bytes => connected?.receive(bytes)
  show()
  board.powerOn()
  const stop = clock.every(tick, live)

  const heal = (fault?: BreweryFault) => {
    faults = fault ? faults.filter(other => !isSameFault(fault, other)) : []
    if (!faults.some(({ kind }) => kind === 'board-unplugged')) board.powerOn()
    show()
  }

  const unplug = (silently: boolean) => {
    const end = connected
    connected = null
    board.powerOff()
    end?.unplug(silently)
  }

  return {
    board,
    connect: ({ reset = true } = {}) =>
      connectPort({
        clock,
        path: port,
        open(end) {
          if (!board.isPowered) return `Error: No such file or directory, cannot open ${port}`
          if (connected) return 'Error Resource temporarily unavailable Cannot lock port'
          connected = end
          if (reset) board.reset()
          return null
        },
        send: bytes => board.send(bytes),
        closed(end) {
          if (connected === end) connected = null
        },
      }),
    get fermenter() {
      return fermenter
    },
    get kettle() {
      return kettle
    },
    get room() {
      return room
    },
    get level() {
      return { isEnough: isEnough(), isClosed: sensors.isLevelClosed }
    },
    get relays() {
      return relays.state(faults)
    },
    get faults() {
      return faults
    },
    set(change) {
      fermenter = { ...fermenter, ...change.fermenter }
      kettle = { ...kettle, ...change.kettle }
      room = change.room ?? room
      show()
    },
    fill(litres) {
      kettle = filled(kettle, litres, room)
      show()
    },
    inject(fault) {
      if (fault.kind === 'board-reset') board.reset()
      else if (fault.kind === 'board-hung') board.hang()
      else {
        faults = [...faults.filter(other => !isSameFault(fault, other)), fault]
        if (fault.kind === 'board-unplugged') unplug(fault.silently ?? false)
        show()
      }
      return () => heal(fault)
    },
    heal,
    close() {
      stop()
      unplug(false)
    },
  }
}
