import type { Cancel, Clock } from '../../data/model/units.ts'
import { decodeReply, encodeConfig, encodeRequest, encodeSearch, type OneWireReply } from './onewire.ts'

interface Job {
  bytes: Uint8Array
  /** Milliseconds; 0: there is no answer. */
  patience: number
  answers(reply: OneWireReply): boolean
  done(reply: OneWireReply | null): void
}

const readPatience = 250
const searchPatience = 1500

/**
 * All 1-Wire traffic of one connection, one request at a time: the board buffers 64 bytes while it is busy with the
 * bus, two requests and a half. Every request is answered once, with null when the board kept silent or is gone.
 */
export class OneWireMaster {
  readonly #send: (bytes: Uint8Array) => void
  readonly #clock: Clock
  readonly #waiting: Job[] = []
  #current: Job | null = null
  #giveUp: Cancel = () => {}
  #correlation = 0
  #ended = false

  constructor(send: (bytes: Uint8Array) => void, clock: Clock) {
    this.#send = send
    this.#clock = clock
  }

  configure(pin: number): void {
    this.#add({ bytes: encodeConfig(pin), patience: 0, answers: () => false, done() {} })
  }

  /** Sends a command to one probe, or to all on the bus. */
  write(pin: number, rom: number[] | null, write: number[]): void {
    const bytes = encodeRequest({ pin, rom, write, read: 0, correlation: 0 })
    this.#add({ bytes, patience: 0, answers: () => false, done() {} })
  }

  /** Sends a command to one probe and reads `count` bytes of it. */
  read(pin: number, rom: number[], write: number[], count: number, done: (data: number[] | null) => void): void {
    this.#correlation = (this.#correlation % 0x3fff) + 1
    const correlation = this.#correlation
    this.#add({
      bytes: encodeRequest({ pin, rom, write, read: count, correlation }),
      patience: readPatience,
      answers: reply => reply.kind === 'read' && reply.pin === pin && reply.correlation === correlation,
      done: reply => done(reply?.kind === 'read' ? reply.data : null),
    })
  }

  /** ROM codes of all that answer on a pin. */
  search(pin: number, done: (roms: number[][] | null) => void): void {
    this.#add({
      bytes: encodeSearch(pin),
      patience: searchPatience,
      answers: reply => reply.kind === 'found' && reply.pin === pin,
      done: reply => done(reply?.kind === 'found' ? reply.roms : null),
    })
  }

  /** Takes a 1-Wire message of the board. */
  receive(frame: Uint8Array): void {
    const reply = decodeReply(frame)
    if (reply && this.#current?.answers(reply)) this.#finish(reply)
  }

  /** Answers everything that still waits with null. */
  end(): void {
    this.#ended = true
    const open = [...(this.#current ? [this.#current] : []), ...this.#waiting.splice(0)]
    this.#giveUp()
    this.#current = null
    for (const job of open) job.done(null)
  }

  #add(job: Job) {
    if (this.#ended) return job.done(null)
    this.#waiting.push(job)
    this.#next()
  }

  #next(): void {
    while (!this.#current) {
      const job = this.#waiting.shift()
      if (!job) return
      if (job.patience > 0) {
        this.#current = job
        this.#giveUp = this.#clock.after(job.patience, () => this.#finish(null))
      }
      this.#send(job.bytes)
    }
  }

  #finish(reply: OneWireReply | null): void {
    const job = this.#current
    this.#giveUp()
    this.#current = null
    job?.done(reply)
    this.#next()
  }
}
