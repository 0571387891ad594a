import type { Cancel } from '../../data/model/units.ts'
import { romFromHex, romToHex } from '../boards/onewire.ts'
import type { OneWireMaster } from '../boards/onewire-master.ts'
import { canBe, type Wires } from '../boards/wires.ts'
import type { Measurement, SensorDriver } from './driver.ts'
import { type Neighbour, temperatureOfScratchpad } from './scratchpad.ts'

/** Milliseconds that the slowest resolution takes. */
const conversion = 750
const convert = [0x44]
const readScratchpad = [0xbe]
const family = 0x28

interface Probe {
  /** As configured; null: the only one on the bus. */
  rom: string | null
  found: number[] | null
  before: Neighbour | null
  tell(measurement: Measurement): void
}

/** The probes on one pin: one conversion for all of them, then each is read. */
export class ProbeBus {
  readonly #pin: number
  readonly #probes = new Set<Probe>()
  #wires: Wires | null = null
  #busy = false
  #stopWaiting: Cancel = () => {}

  constructor(pin: number) {
    this.#pin = pin
  }

  get empty(): boolean {
    return this.#probes.size === 0
  }

  /** A sensor for one probe of this bus. */
  probe(rom: string | null, tell: (measurement: Measurement) => void): SensorDriver {
    const probe: Probe = { rom, found: rom === null ? null : romFromHex(rom), before: null, tell }
    this.#probes.add(probe)
    return {
      attach: wires => this.#attach(wires),
      detach: () => this.#detach(),
      release: () => {
        this.#probes.delete(probe)
        if (this.empty) this.#detach()
      },
      measure: () => this.#cycle(),
    }
  }

  /** Called for each of its probes whenever the board has started anew; the first call does it. */
  #attach(wires: Wires): void {
    if (this.#wires === wires) return
    this.#detach()
    this.#wires = wires
    if (!wires.onewire || !canBe(wires, this.#pin, wires.io.MODES.ONEWIRE)) return
    wires.board.pinMode(this.#pin, wires.io.MODES.ONEWIRE)
    wires.onewire.configure(this.#pin)
  }

  #detach(): void {
    this.#stopWaiting()
    this.#wires = null
    this.#busy = false
  }

  #cycle() {
    const wires = this.#wires
    if (!wires || this.#busy) return
    const { onewire } = wires
    if (!onewire)
      return this.#tellAll('this kind of board has no 1-Wire: connect the DS18B20 to an Arduino with our firmware')
    if (!canBe(wires, this.#pin, wires.io.MODES.ONEWIRE))
      return this.#tellAll(`pin ${this.#pin} of the board has no 1-Wire: its firmware has to be changed`)
    this.#busy = true
    const begin = () => {
      onewire.write(this.#pin, null, convert)
      this.#stopWaiting = wires.clock.after(conversion, () => this.#readAll(wires, onewire))
    }
    const nameless = [...this.#probes].filter(probe => probe.found === null)
    if (nameless.length === 0) return begin()
    onewire.search(this.#pin, roms => {
      if (this.#wires !== wires) return
      for (const probe of nameless) this.#name(probe, roms)
      begin()
    })
  }

  #name(probe: Probe, answer: number[][] | null): void {
    const roms = answer?.filter(rom => rom[0] === family)
    if (!roms) probe.tell({ fault: `the board does not search pin ${this.#pin} for probes` })
    else if (roms.length === 0) probe.tell({ fault: `no probe answers on pin ${this.#pin}` })
    else if (roms.length > 1)
      probe.tell({
        fault: `${roms.length} probes answer on pin ${this.#pin}: choose one (${roms.map(romToHex).join(', ')})`,
      })
    else probe.found = roms[0]!
  }

  #readAll(wires: Wires, onewire: OneWireMaster): void {
    const probes = [...this.#probes].filter(probe => probe.found !== null)
    let open = probes.length
    if (open === 0) this.#busy = false
    for (const probe of probes) {
      onewire.read(this.#pin, probe.found!, readScratchpad, 9, data => {
        // An answer may come after the board was lost, or after the probe was taken off the configuration.
        if (this.#wires !== wires) return
        open -= 1
        if (open === 0) this.#busy = false
        if (this.#probes.has(probe)) this.#tell(probe, data, wires.clock.uptime())
      })
    }
  }

  #tell(probe: Probe, data: number[] | null, at: number): void {
    const measurement: Measurement = data
      ? temperatureOfScratchpad(data, probe.before, at)
      : { fault: `no probe answers on pin ${this.#pin}` }
    if ('value' in measurement) probe.before = { value: measurement.value, at }
    // Perhaps another one was plugged in.
    else if (probe.rom === null) probe.found = null
    probe.tell(measurement)
  }

  #tellAll(fault: string): void {
    for (const probe of this.#probes) probe.tell({ fault })
  }
}
