import { setImmediate } from 'node:timers/promises'
import type { Cancel, Clock, Instant } from '../data/model/units.ts'

/** A clock that can run faster than the one it is made of. Neither `now` nor `uptime` ever goes back because of it. */
export interface ElasticClock extends Clock {
  readonly factor: number
  /** Milliseconds by which `now` is ahead of the other clock's; stays when the factor is 1 again. */
  readonly ahead: number
  /** Runs so many times faster from now on, or slower than that when the computer does not keep up. */
  run(factor: number): void
  /** Goes on from there, if that is later than now. */
  resume(instant: Instant): void
}

interface Timer {
  due: number
  order: number
  period: number | null
  action: () => void
  disarm: Cancel
}

/** How often a fast clock moves on, ms of the other clock, and how much of a delay it makes up for. */
const stride = 2
const longestStride = 50

/**
 * Makes a clock elastic. At factor 1 each timer is one of `wall`. Faster, it goes from one due timer to the next and gives
 * promises and sockets a turn in between, so that nothing happens out of order and nothing times out because the computer is slow.
 */
export function elasticClock(wall: Clock): ElasticClock {
  const timers = new Set<Timer>()
  let factor = 1
  let orders = 0
  /** What `uptime` and `now` are ahead by at factor 1. */
  let lead = { uptime: 0, now: 0 }
  /** Uptime and time while it is fast. */
  let moment = 0
  let origin = 0
  let stop: Cancel = () => {}

  const uptime = () => (factor === 1 ? wall.uptime() + lead.uptime : moment)
  const now = () => (factor === 1 ? wall.now() + lead.now : Math.round(origin + moment))

  function fire(timer: Timer): void {
    if (timer.period === null) timers.delete(timer)
    else {
      // A suspended computer wakes up with one call, not with all it missed.
      timer.due = Math.max(timer.due + timer.period, uptime())
      timer.order = orders++
      arm(timer)
    }
    timer.action()
  }

  function arm(timer: Timer): void {
    if (factor === 1) timer.disarm = wall.after(Math.max(0, timer.due - uptime()), () => fire(timer))
  }

  function add(ms: number, period: number | null, action: () => void): Cancel {
    const timer: Timer = { due: uptime() + Math.max(0, ms), order: orders++, period, action, disarm: () => {} }
    timers.add(timer)
    arm(timer)
    return () => {
      timers.delete(timer)
      timer.disarm()
    }
  }

  function next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers)
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer
    return first
  }

  /** Moves on to `end`, unless it is stopped on the way. */
  async function advance(end: number, isStopped: () => boolean): Promise<void> {
    for (let timer = next(); timer && timer.due <= end; timer = next()) {
      moment = Math.max(moment, timer.due)
      fire(timer)
      if ((next()?.due ?? end) > moment) await setImmediate()
      if (isStopped()) return
    }
    moment = end
  }

  function hurry(): Cancel {
    let stopped = false
    let seen = wall.uptime()
    let cancel: Cancel = () => {}
    const step = async () => {
      const since = wall.uptime() - seen
      seen += since
      await advance(moment + Math.min(since, longestStride) * factor, () => stopped)
      if (!stopped) cancel = wall.after(stride, step)
    }
    cancel = wall.after(stride, step)
    return () => {
      stopped = true
      cancel()
    }
  }

  return {
    now,
    uptime,
    after: (ms, action) => add(ms, null, action),
    every: (ms, action) => add(Math.max(1, ms), Math.max(1, ms), action),
    get factor() {
      return factor
    },
    get ahead() {
      return now() - wall.now()
    },
    run(wanted) {
      const at = { uptime: uptime(), now: now() }
      stop()
      for (const timer of timers) timer.disarm()
      factor = wanted
      moment = at.uptime
      origin = at.now - at.uptime
      lead = { uptime: at.uptime - wall.uptime(), now: at.now - wall.now() }
      if (factor === 1) for (const timer of timers) arm(timer)
      else stop = hurry()
    },
    resume(instant) {
      const later = Math.max(0, instant - now())
      lead.now += later
      origin += later
    },
  }
}
