import type { AVRIOPort } from 'avr8js'
import { type Chip, frequency, type ResetCause, startChip } from './chip.ts'
import { parseHex } from './intel-hex.ts'

/** What the board does to a pin, seen from outside. */
export type PinDrive = 'low' | 'high' | 'input' | 'pullup'

const drives: PinDrive[] = ['low', 'high', 'input', 'pullup'] // avr8js's PinState
const pinCount = 20

// Compare registers behind analogWrite(): pin → control register, its COM bits, compare value (data sheet, 15.9–18.11).
const pwm: Record<number, { control: number; mask: number; compare: number }> = {
  3: { control: 0xb0, mask: 0x30, compare: 0xb4 },
  5: { control: 0x44, mask: 0x30, compare: 0x48 },
  6: { control: 0x44, mask: 0xc0, compare: 0x47 },
  9: { control: 0x80, mask: 0xc0, compare: 0x88 },
  10: { control: 0x80, mask: 0x30, compare: 0x8a },
  11: { control: 0xb0, mask: 0xc0, compare: 0xb3 },
}

/**
 * An Arduino Uno that runs a real program in virtual time. Everything outside of it — wires, switches, voltages — stays
 * as it is over resets. Time passes only in `run`.
 */
export class SimulatedBoard {
  /** Bytes the board sent; called at the end of each `run` that produced some. */
  onData: (bytes: Buffer) => void = () => {}

  readonly #program: Uint16Array
  readonly #levels = new Array<boolean>(pinCount).fill(false)
  readonly #voltages = new Array<number>(6).fill(0)
  readonly #watchers = new Map<number, ((drive: PinDrive) => void)[]>()
  readonly #resetWatchers: ((cause: ResetCause) => void)[] = []
  #chip: Chip | null = null
  #cyclesBefore = 0
  #toBoard: number[] = []
  #fromBoard: number[] = []

  /** `hex`: an Intel HEX file for the ATmega328P. The board is off until `powerOn`. */
  constructor(hex: string) {
    this.#program = parseHex(hex)
  }

  /** Milliseconds that the board has lived through, off or on. */
  get milliseconds(): number {
    return (this.#cycles / frequency) * 1000
  }

  get #cycles(): number {
    return this.#cyclesBefore + (this.#chip?.cpu.cycles ?? 0)
  }

  get isPowered(): boolean {
    return this.#chip !== null
  }

  powerOn(): void {
    if (!this.#chip) this.#start('power-on')
  }

  /** All pins float, memory is lost. */
  powerOff(): void {
    this.#cyclesBefore = this.#cycles
    this.#chip = null
    this.#toBoard = []
    this.#fromBoard = []
    for (const pin of this.#watchers.keys()) this.#tell(pin)
  }

  /** Restarts the program; outputs float until it sets them again. Memory is kept. */
  reset(cause: ResetCause = 'external'): void {
    if (this.#chip) this.#start(cause)
  }

  /** The program gets stuck in an endless loop; only a reset, or the watchdog if the program has started it, helps. */
  hang(): void {
    this.#chip?.hang()
  }

  /** Lets that much time pass. */
  run(milliseconds: number): void {
    const end = this.#cycles + (milliseconds * frequency) / 1000
    while (this.#chip?.run(end - this.#cyclesBefore)) this.#start('watchdog')
    if (!this.#chip) this.#cyclesBefore = end
    if (this.#fromBoard.length > 0) this.onData(Buffer.from(this.#fromBoard.splice(0)))
  }

  /** Bytes over the serial line at its real speed; what arrives before the program listens is lost, as on a real line. */
  send(bytes: Uint8Array): void {
    if (!this.#chip) return
    this.#toBoard.push(...bytes)
    this.#feed(this.#chip)
  }

  /** Connects an input pin from outside; the pin floats LOW until then. */
  setLevel(pin: number, high: boolean): void {
    this.#levels[pin] = high
    if (this.#chip) this.#port(this.#chip, pin).setPin(bitOf(pin), high)
  }

  /** Volts on an analog channel, 0–5. */
  setVoltage(channel: number, volts: number): void {
    this.#voltages[channel] = volts
    if (this.#chip) this.#chip.adc.channelValues[channel] = volts
  }

  drive(pin: number): PinDrive {
    return this.#chip ? drives[this.#port(this.#chip, pin).pinState(bitOf(pin))]! : 'input'
  }

  /** Share of time the board drives the pin HIGH, 0–1: 0 or 1 but for PWM. */
  duty(pin: number): number {
    const data = this.#chip?.cpu.data
    const drive = this.drive(pin)
    const compare = pwm[pin]
    if (!data || (drive !== 'low' && drive !== 'high')) return 0
    if (compare && (data[compare.control]! & compare.mask) !== 0) return data[compare.compare]! / 255
    return drive === 'high' ? 1 : 0
  }

  /** Calls whenever the board changes what it does to the pin. */
  watch(pin: number, watcher: (drive: PinDrive) => void): void {
    this.#watchers.set(pin, [...(this.#watchers.get(pin) ?? []), watcher])
  }

  /** Calls when the program starts anew: after `powerOn`, `reset`, or the watchdog's bite. */
  watchResets(watcher: (cause: ResetCause) => void): void {
    this.#resetWatchers.push(watcher)
  }

  /** Calls after that much board time; forgotten at a reset. */
  after(microseconds: number, action: () => void): void {
    this.#chip?.cpu.addClockEvent(action, (microseconds * frequency) / 1_000_000)
  }

  #start(cause: ResetCause): void {
    const before = this.#chip
    this.#cyclesBefore = this.#cycles
    this.#toBoard = []
    const chip = startChip(this.#program, cause, before?.memory())
    this.#chip = chip
    chip.usart.onByteTransmit = byte => this.#fromBoard.push(byte)
    chip.usart.onRxComplete = () => this.#feed(chip)
    for (const [channel, volts] of this.#voltages.entries()) chip.adc.channelValues[channel] = volts
    for (const [pin, high] of this.#levels.entries()) this.#port(chip, pin).setPin(bitOf(pin), high)
    this.#watchPorts(chip)
    for (const pin of this.#watchers.keys()) this.#tell(pin)
    for (const watcher of this.#resetWatchers) watcher(cause)
  }

  #watchPorts(chip: Chip): void {
    const last = new Map<number, PinDrive>()
    for (const port of Object.values(chip.ports)) {
      port.addListener(() => {
        for (const pin of this.#watchers.keys()) {
          if (this.#port(chip, pin) !== port) continue
          const drive = this.drive(pin)
          if (drive === (last.get(pin) ?? 'input')) continue
          last.set(pin, drive)
          this.#tell(pin)
        }
      })
    }
  }

  #tell(pin: number): void {
    const drive = this.drive(pin)
    for (const watcher of this.#watchers.get(pin) ?? []) watcher(drive)
  }

  // The receiver holds a single byte: the next one is sent when it has been taken.
  #feed(chip: Chip): void {
    while (this.#toBoard.length > 0 && !chip.usart.rxBusy) {
      chip.usart.writeByte(this.#toBoard.shift()!)
    }
  }

  #port(chip: Chip, pin: number): AVRIOPort {
    return pin < 8 ? chip.ports.d : pin < 14 ? chip.ports.b : chip.ports.c
  }
}

const bitOf = (pin: number) => (pin < 8 ? pin : pin < 14 ? pin - 8 : pin - 14)
