import { setImmediate } from 'node:timers/promises'
import type { Cancel, Clock } from '../../data/model/units.ts'

/** A clock that stands still until somebody advances it. */
export interface VirtualClock extends Clock {
  /**
   * Lets `ms` pass: fires what falls due, in order, and gives promises and I/O a turn after each moment at which
   * something was due. Advances must not overlap.
   */
  advance(ms: number): Promise<void>
  /** Advances in small steps until the condition holds; throws after `limit` ms. Answers how long it took. */
  advanceUntil(condition: () => boolean, limit: number): Promise<number>
  /** Somebody sets the computer's clock: `now` jumps by `ms`, `uptime` does not. */
  jump(ms: number): void
}

interface Timer {
  due: number
  order: number
  period: number | null
  action: () => void
}

/** A virtual clock that starts at that instant (ms since 1970), with an uptime of 0. */
export function virtualClock(start = Date.UTC(2024, 0, 1)): VirtualClock {
  let uptime = 0
  let offset = start
  let orders = 0
  const timers = new Set<Timer>()

  const add = (ms: number, period: number | null, action: () => void): Cancel => {
    const timer: Timer = { due: uptime + Math.max(0, ms), order: orders++, period, action }
    timers.add(timer)
    return () => {
      timers.delete(timer)
    }
  }

  const next = (): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer
    }
    return first
  }

  const fire = (timer: Timer) => {
    if (timer.period === null) timers.delete(timer)
    else {
      timer.due += timer.period
      timer.order = orders++
    }
    timer.action()
  }

  const advance = async (ms: number): Promise<void> => {
    const end = uptime + ms
    await setImmediate()
    for (let timer = next(); timer && timer.due <= end; timer = next()) {
      const moment = Math.max(uptime, timer.due)
      uptime = moment
      fire(timer)
      const after = next()
      if (!after || after.due > moment) await setImmediate()
    }
    uptime = end
  }

  return {
    now: () => Math.round(offset + uptime),
    uptime: () => uptime,
    after: (ms, action) => add(ms, null, action),
    every: (ms, action) => add(Math.max(1, ms), Math.max(1, ms), action),
    advance,
    async advanceUntil(condition, limit) {
      const begin = uptime
      while (!condition()) {
        if (uptime - begin >= limit) throw new Error(`did not happen within ${limit} ms of virtual time`)
        await advance(5)
      }
      return uptime - begin
    },
    jump(ms) {
      offset += ms
    },
  }
}
