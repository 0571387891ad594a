import type { Actuator } from '../../data/model/actuator.ts'
import type { BoardState, Pin } from '../../data/model/board.ts'
import type { Level } from '../../data/model/log.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { Obstacle } from '../device.ts'
import { firmwareQuery, frameSplitter, kindOf, textOf, versionQuery } from './frames.ts'
import { beat, decodeStatus, encodeArm, statusQuery } from './heartbeat.ts'
import type { Link, LinkConnection } from './link.ts'
import { obstacleOf, silenceOf } from './obstacle.ts'
import { OneWireMaster } from './onewire-master.ts'
import { firmwareOf, pinsOf } from './pins.ts'
import { type Session, startSession } from './session.ts'
import { type Effect, type Input, phaseOf, unsupervised } from './supervised.ts'
import { supervise } from './supervisor.ts'
import type { BoardLoad } from './wires.ts'

const tick = 250
const measureEvery = 1000
/** Milliseconds without a beat after which the board sets its outputs to their safe values by itself. */
const heartbeatTimeout = 5000

export interface BoardOptions {
  id: string
  link: Link
  clock: Clock
  log(level: Level, message: string): void
  /** Told whenever it changed. */
  changed(state: BoardState): void
  load: BoardLoad
}

/** One connection, from the attempt to open it to its end. */
interface Line {
  connection: LinkConnection | null
  session: Session
  onewire: OneWireMaster
}

/** One board: carries out what the supervisor decides, and tells it what happens. */
export class SupervisedBoard {
  readonly #options: BoardOptions
  readonly #timers: Cancel[]
  readonly #inputs: Input[] = []
  #stepping = false
  #state = unsupervised
  #line: Line | null = null
  #phaseSince: number
  #firmware: string | null = null
  #pins: Pin[] = []
  #told = ''
  #quietUntil = 0
  #closed: Promise<void> = Promise.resolve()

  constructor(options: BoardOptions) {
    const { clock, id, load } = options
    this.#options = options
    this.#phaseSince = clock.now()
    this.#timers = [
      clock.every(tick, () => this.#take({ kind: 'tick' })),
      clock.every(measureEvery, () => load.measure(silenceOf(id, this.#state))),
    ]
    this.#take({ kind: 'start' })
  }

  get state(): BoardState {
    const { reason, heartbeat, losses } = this.#state
    return {
      board: this.#options.id,
      phase: phaseOf(this.#state),
      since: this.#phaseSince,
      ...(reason !== null && { reason }),
      firmware: this.#firmware,
      heartbeat,
      pins: this.#pins,
      losses,
    }
  }

  obstacle(actuator: Pick<Actuator, 'use' | 'risk'>): Obstacle | null {
    return obstacleOf(this.#options.id, this.#state, actuator)
  }

  /** Other outputs hang on it than before. */
  rewired(): void {
    this.#take({ kind: 'rewired' })
  }

  beat(): void {
    this.#take({ kind: 'beat' })
  }

  /** Outputs to rest, then lets go; resolves when the port is free. */
  async close(): Promise<void> {
    for (const stop of this.#timers) stop()
    this.#take({ kind: 'stop' })
    await this.#closed
  }

  /** Steps one after the other: what an effect causes waits until the effects before it are done. */
  #take(input: Input): void {
    this.#inputs.push(input)
    if (this.#stepping) return
    this.#stepping = true
    try {
      for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
        const before = phaseOf(this.#state)
        const [state, effects] = supervise(this.#state, next, this.#options.clock.uptime())
        this.#state = state
        if (phaseOf(state) !== before) this.#phaseSince = this.#options.clock.now()
        for (const effect of effects) this.#carryOut(effect)
        this.#tell()
      }
    } finally {
      this.#stepping = false
    }
  }

  #tell(): void {
    const { state } = this
    const now = JSON.stringify(state)
    if (now === this.#told || this.#state.link === 'stopped') return
    this.#told = now
    this.#options.changed(state)
  }

  #carryOut(effect: Effect) {
    switch (effect.kind) {
      case 'open':
        return this.#open()
      case 'close':
        return this.#close()
      case 'ask-version':
        // Some firmware answers only the one or only the other before it was asked for both.
        this.#send(versionQuery)
        return this.#send(firmwareQuery)
      case 'ask-firmware':
        return this.#send(firmwareQuery)
      case 'ask-status':
        return this.#send(statusQuery)
      case 'arm':
        return this.#send(encodeArm(heartbeatTimeout, this.#options.load.safeOutputs))
      case 'beat':
        return this.#send(beat)
      case 'restore':
        return this.#restore()
      case 'rest':
        return this.#options.load.rest()
      case 'detach':
        return this.#options.load.detach()
      case 'log':
        return this.#options.log(effect.level, effect.message)
    }
  }

  #send(bytes: Uint8Array): void {
    this.#line?.connection?.write(bytes)
  }

  #open(): void {
    const { link, clock } = this.#options
    const line: Line = {
      connection: null,
      // Before the port opens, else Firmata misses the first words of the board and never gets ready.
      session: startSession(
        bytes => line.connection?.write(bytes),
        () => this.#introduced(line),
      ),
      onewire: new OneWireMaster(bytes => line.connection?.write(bytes), clock),
    }
    this.#line = line
    const split = frameSplitter()
    const ifCurrent = (action: () => void) => {
      if (this.#line === line) action()
    }
    line.connection = link.open({
      opened: () => ifCurrent(() => this.#take({ kind: 'opened' })),
      closed: reason => ifCurrent(() => this.#take({ kind: 'closed', reason })),
      data: bytes => {
        for (const frame of split(bytes)) {
          ifCurrent(() => {
            const error = this.#receive(line, frame)
            if (error) this.#mention('debug', `did not understand ${frame.length} bytes of the board: ${error.message}`)
          })
        }
      },
    })
  }

  #receive({ session, onewire }: Line, frame: Uint8Array): Error | null {
    switch (kindOf(frame)) {
      case 'heartbeat': {
        const status = decodeStatus(frame)
        if (status) this.#take({ kind: 'status', status })
        return null
      }
      case 'onewire':
        onewire.receive(frame)
        return null
      case 'text':
        this.#mention('info', `says: ${textOf(frame)}`)
        return null
      case 'version': {
        const error = session.receive(frame)
        this.#take({ kind: 'version' })
        return error
      }
      case 'firmware': {
        const error = session.receive(frame)
        this.#take({ kind: 'answered' })
        return error
      }
      case 'capabilities':
      case 'analog-mapping':
        // firmata-io would add the analog pins a second time.
        return session.io.isReady ? null : session.receive(frame)
      case 'value':
        return session.receive(frame)
      case 'unknown':
        return null
    }
  }

  /** Logs what the board caused by itself, once a second at most: a line full of noise must not fill the log. */
  #mention(level: Level, message: string): void {
    const now = this.#options.clock.uptime()
    if (now < this.#quietUntil) return
    this.#quietUntil = now + 1000
    this.#options.log(level, message)
  }

  #introduced(line: Line): void {
    if (this.#line !== line) return
    this.#firmware = firmwareOf(line.session.io)
    this.#pins = pinsOf(line.session.io)
    this.#take({ kind: 'introduced' })
  }

  #restore(): void {
    if (!this.#line) return
    const { connection, session, onewire } = this.#line
    const send = (bytes: Uint8Array) => connection?.write(bytes)
    this.#options.load.attach({ board: session.board, io: session.io, onewire, send, clock: this.#options.clock })
  }

  #close(): void {
    const line = this.#line
    this.#line = null
    line?.onewire.end()
    line?.session.end()
    const closing = line?.connection?.close().catch(() => {})
    if (closing) this.#closed = Promise.all([this.#closed, closing]).then(() => {})
  }
}
