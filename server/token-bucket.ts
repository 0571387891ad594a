import { Fault } from '../data/model/fault.ts'
import type { Limits } from '../data/model/limits.ts'
import type { Clock } from '../data/model/units.ts'

/** How much one client may still ask for. */
export interface Bucket {
  /** Takes leave for so many messages, all or none. Fails with `too-many` and when to try again. */
  take(messages: number): void
  /** Takes leave for what shows its cost only when it is done: who owes has to wait. */
  charge(messages: number): void
}

/** A bucket for each connection, and one for each address that comes with a connection for each request. */
export interface Buckets {
  connection(): Bucket
  address(address: string): Bucket
}

/** Addresses that are remembered before the idle ones are forgotten. */
const mostAddresses = 1_000

/** Full buckets. */
export function createBuckets(
  clock: Pick<Clock, 'uptime'>,
  rate: Pick<Limits, 'messageRate' | 'messageBurst'>,
): Buckets {
  const addresses = new Map<string, TokenBucket>()
  return {
    connection: () => new TokenBucket(clock, rate),
    address(address) {
      const known = addresses.get(address)
      if (known) return known
      // A full bucket is as good as a new one.
      if (addresses.size >= mostAddresses)
        for (const [name, bucket] of addresses) if (bucket.isFull) addresses.delete(name)
      const bucket = new TokenBucket(clock, rate)
      addresses.set(address, bucket)
      return bucket
    },
  }
}

/** One of ten thousand: what they share is shared. */
class TokenBucket implements Bucket {
  readonly #clock: Pick<Clock, 'uptime'>
  readonly #rate: Pick<Limits, 'messageRate' | 'messageBurst'>
  #tokens: number
  #filled: number

  constructor(clock: Pick<Clock, 'uptime'>, rate: Pick<Limits, 'messageRate' | 'messageBurst'>) {
    this.#clock = clock
    this.#rate = rate
    this.#tokens = rate.messageBurst
    this.#filled = clock.uptime()
  }

  get isFull(): boolean {
    return this.#level(this.#clock.uptime()) >= this.#rate.messageBurst
  }

  take(messages: number): void {
    const { messageRate, messageBurst } = this.#rate
    if (messages > messageBurst)
      throw new Fault('invalid', `${messages} messages at once are more than the ${messageBurst} that are allowed`)
    this.#refill()
    if (this.#tokens < messages) {
      const wait = Math.ceil((messages - this.#tokens) / messageRate)
      const advice = `${messageRate} messages a second are the most: try again in ${wait} s`
      throw new Fault('too-many', advice, [], wait)
    }
    this.#tokens -= messages
  }

  charge(messages: number): void {
    this.#refill()
    this.#tokens -= messages
  }

  #level(now: number): number {
    const { messageRate, messageBurst } = this.#rate
    return Math.min(messageBurst, this.#tokens + ((now - this.#filled) * messageRate) / 1000)
  }

  #refill(): void {
    const now = this.#clock.uptime()
    this.#tokens = this.#level(now)
    this.#filled = now
  }
}
