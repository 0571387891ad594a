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

interface Measured extends Bucket {
  isFull(): boolean
}

/** Addresses that are remembered before the idle ones are forgotten. */
const mostAddresses = 1_000

/** Full buckets. */
export function createBuckets(
  clock: Pick<Clock, 'uptime'>,
  { messageRate, messageBurst }: Pick<Limits, 'messageRate' | 'messageBurst'>,
): Buckets {
  const addresses = new Map<string, Measured>()

  function connection(): Measured {
    let tokens = messageBurst
    let filled = clock.uptime()
    const level = (now: number) => Math.min(messageBurst, tokens + ((now - filled) * messageRate) / 1000)
    const refill = () => {
      const now = clock.uptime()
      tokens = level(now)
      filled = now
    }
    return {
      isFull: () => level(clock.uptime()) >= messageBurst,
      take(messages) {
        if (messages > messageBurst)
          throw new Fault('invalid', `${messages} messages at once are more than the ${messageBurst} that are allowed`)
        refill()
        if (tokens < messages) {
          const wait = Math.ceil((messages - tokens) / messageRate)
          const advice = `${messageRate} messages a second are the most: try again in ${wait} s`
          throw new Fault('too-many', advice, [], wait)
        }
        tokens -= messages
      },
      charge(messages) {
        refill()
        tokens -= messages
      },
    }
  }

  return {
    connection,
    address(address) {
      const known = addresses.get(address)
      if (known) return known
      // A full bucket is as good as a new one.
      if (addresses.size >= mostAddresses)
        for (const [name, bucket] of addresses) if (bucket.isFull()) addresses.delete(name)
      const bucket = connection()
      addresses.set(address, bucket)
      return bucket
    },
  }
}
