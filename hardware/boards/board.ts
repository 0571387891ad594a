import type { Actuator } from '../../data/model/actuator.ts'
import type { BoardState, Pin } from '../../data/model/board.ts'
import type { Level } from '../../data/model/log.ts'
import type { Cancel, Clock } from '../../data/model/units.ts'
import type { Obstacle } from '../device.ts'
import type { Line, OpenLine } from './line.ts'
import { obstacleOf, silenceOf } from './obstacle.ts'
import { type Effect, type Input, phaseOf, unsupervised } from './supervised.ts'
import { supervise } from './supervisor.ts'
import type { BoardLoad } from './wires.ts'

const tick = 250
const measureEvery = 1000
/** Milliseconds without a beat after which the board sets its outputs to their safe values by itself. */
const heartbeatTimeout = 5000

export interface BoardOptions {
  id: string
  /** The way to it, which can be opened again and again. */
  open: OpenLine
  clock: Clock
  log(level: Level, message: string): void
  /** Told whenever it changed. */
  changed(state: BoardState): void
  load: BoardLoad
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
        return this.#line?.ask('version')
      case 'ask-firmware':
        return this.#line?.ask('firmware')
      case 'ask-status':
        return this.#line?.ask('status')
      case 'arm':
        return this.#line?.arm(heartbeatTimeout, this.#options.load.safeOutputs)
      case 'beat':
        return this.#line?.beat()
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

  #open(): void {
    this.#line = this.#options.open({
      input: input => this.#take(input),
      introduced: (firmware, pins) => {
        this.#firmware = firmware
        this.#pins = pins
      },
      mention: (level, message) => this.#mention(level, message),
    })
  }

  /** Logs what the board caused by itself, once a second at most: a line full of noise must not fill the log. */
  #mention(level: Level, message: string): void {
    const now = this.#options.clock.uptime()
    if (now < this.#quietUntil) return
    this.#quietUntil = now + 1000
    this.#options.log(level, message)
  }

  #restore(): void {
    if (this.#line) this.#options.load.attach(this.#line.wires())
  }

  #close(): void {
    const closing = this.#line?.close()
    this.#line = null
    if (closing) this.#closed = Promise.all([this.#closed, closing]).then(() => {})
  }
}
