// What is used of two libraries that bring no types.

declare module 'firmata-io' {
  import { EventEmitter } from 'node:events'

  export interface FirmataTransport extends EventEmitter {
    write(bytes: Uint8Array, sent: () => void): void
  }

  export class Firmata extends EventEmitter {
    constructor(transport: FirmataTransport, options: { reportVersionTimeout: number; skipCapabilities: boolean })
    readonly isReady: boolean
    readonly MODES: { INPUT: 0; OUTPUT: 1; ANALOG: 2; PWM: 3; SERVO: 4; I2C: 6; ONEWIRE: 7; PULLUP: 11 }
    readonly RESOLUTION: { ADC: number | null; PWM: number | null }
    readonly pins: { supportedModes: number[]; mode: number | undefined; analogChannel: number; value: number }[]
    /** Pins by number of their analog channel. */
    readonly analogPins: number[]
    /** Levels of eight pins each, as they are sent when one of them is written. */
    readonly ports: number[]
    readonly firmware: { name?: string; version?: { major: number; minor: number } }
    /** Received bytes that are no whole message yet. */
    readonly buffer: number[]
    readonly reportVersionTimeoutId: NodeJS.Timeout
    pinMode(pin: number, mode: number): void
    digitalWrite(pin: number, value: 0 | 1): void
    pwmWrite(pin: number, value: number): void
    reportAnalogPin(channel: number, value: 0 | 1): void
    reportDigitalPin(pin: number, value: 0 | 1): void
    setSamplingInterval(ms: number): void
  }

  const bindTransport: { Firmata: typeof Firmata }
  export default bindTransport
}

declare module 'johnny-five' {
  import { EventEmitter } from 'node:events'

  /** What the boards of this house have in common of an "IO plugin". */
  export interface Io extends EventEmitter {
    readonly MODES: { INPUT: 0; OUTPUT: 1; ANALOG: 2; PWM: 3; ONEWIRE: 7; PULLUP: 11 }
    /** Greatest values; null: not told. */
    readonly RESOLUTION: { ADC: number | null; PWM: number | null }
    readonly pins: { supportedModes: number[]; analogChannel: number }[]
    /** Pins by number of their analog channel. */
    readonly analogPins: number[]
    pinMode(pin: number, mode: number): void
    digitalWrite(pin: number, value: 0 | 1): void
    pwmWrite(pin: number, value: number): void
    /** `analog-read-<channel>` and `digital-read-<pin>` are emitted for as long as it is reported. */
    reportAnalogPin(channel: number, value: 0 | 1): void
    reportDigitalPin(pin: number, value: 0 | 1): void
  }

  export class Board extends EventEmitter {
    constructor(options: { io: Io; repl: false; sigint: false; debug: false })
    static readonly cache: Board[]
    static readonly Pins: { normalize: { clear(): void } }
    readonly io: Io
    readonly isReady: boolean
    readonly timer: NodeJS.Timeout | null
    readonly register: unknown[]
    pinMode(pin: number, mode: number): this
    pwmWrite(pin: number, value: number): this
  }

  export class Relay {
    /** `NC` closes with a low level. */
    constructor(options: { board: Board; pin: number; type: 'NO' | 'NC' })
    board: Board | null
    io: Io | null
    pin: number
    readonly isClosed: boolean
    open(): this
    close(): this
  }

  const five: { Board: typeof Board; Relay: typeof Relay }
  export default five
}

declare module 'johnny-five/lib/board.js' {
  export { Board as default } from 'johnny-five'
}

declare module 'johnny-five/lib/relay.js' {
  export { Relay as default } from 'johnny-five'
}
