import type { BoardState } from '../data/model/board.ts'
import type { Scale } from '../data/model/degrees.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { VesselState } from '../data/model/vessel.ts'
import type { Alarms } from './alarms.ts'
import { type Watchable, type Watched, watchedOf } from './control/alarm-rules.ts'
import { beginWatching, describe, type Fact, look, recovered, type Watching } from './control/alarm-watch.ts'
import type { Log } from './log.ts'

/** Looks out for what the alarm rules name. Its methods never throw: what goes wrong here must not stop the loops. */
export interface Watch {
  /** Takes over rules and the things they watch, and speaks in `unit`; alarms of rules that are gone go with them. */
  configure(plan: Watchable, unit: Scale): void
  vessel(state: VesselState): void
  reading(reading: Reading): void
  board(state: BoardState): void
  /** Once a second: delays run, values grow stale, shelves end. */
  tick(): void
}

/** Different troubles that are told before a second look would not tell more. */
const mostTroubles = 20

interface Post {
  watched: Watched
  watching: Watching
  /** It was looked at since the last tick, because something was heard of it. */
  looked: boolean
}

/** Watches nothing before it is configured. */
export function createWatch({ alarms, clock, log }: { alarms: Alarms; clock: Clock; log: Log }): Watch {
  let posts: Post[] = []
  let spoken: Scale = 'celsius'
  const bySubject = new Map<string, Post[]>()
  let staleAfter = new Map<Id, number>()
  const vessels = new Map<Id, VesselState>()
  const boards = new Map<Id, BoardState>()
  const readings = new Map<Id, { reading: Reading | null; receivedAt: number }>()
  const troubles = new Set<string>()

  function factOf({ kind, id }: Watched['subject']): Fact | null {
    switch (kind) {
      case 'vessel': {
        const state = vessels.get(id)
        return state ? { kind, state } : null
      }
      case 'board': {
        const state = boards.get(id)
        return state ? { kind, state } : null
      }
      case 'sensor': {
        const { reading, receivedAt } = readings.get(id)!
        return { kind, reading, stale: clock.uptime() - receivedAt > staleAfter.get(id)! * 1000 }
      }
    }
  }

  function visit(post: Post): void {
    const { watched, watching: before } = post
    const fact = factOf(watched.subject)
    if (!fact) return
    const explained = watched.parents.some(parent => alarms.isStanding(parent))
    post.watching = look(watched, before, fact, explained, clock.uptime())
    const { on } = post.watching.condition
    const { id, subject } = watched
    alarms.suppress(id, on && explained)
    // What a brewer wrote is said as it is written now; what was measured, as it was when the alarm came.
    if (on && (watched.message !== null || !alarms.isStanding(id)))
      alarms.raise(id, `${subject.kind} ${subject.id}`, describe(watched, post.watching, fact, spoken), watched)
    else if (!on) alarms.clear(id, recovered(watched))
  }

  /** Says the same trouble once, not once a second. */
  function safely(work: () => void): void {
    try {
      work()
    } catch (error) {
      const trouble = String(error)
      if (troubles.has(trouble) || troubles.size >= mostTroubles) return
      troubles.add(trouble)
      log('error', 'alarms', String((error as Error).stack ?? error))
    }
  }

  function hear(kind: Watched['subject']['kind'], id: Id): void {
    for (const post of bySubject.get(`${kind} ${id}`) ?? []) {
      safely(() => visit(post))
      post.looked = true
    }
  }

  return {
    configure(plan, unit) {
      spoken = unit
      const before = new Map(posts.map(post => [post.watched.id, post]))
      staleAfter = new Map(plan.sensors.map(sensor => [sensor.id, sensor.staleAfter]))
      for (const { id } of plan.sensors) {
        if (!readings.has(id)) readings.set(id, { reading: null, receivedAt: clock.uptime() })
      }
      keepOnly(readings, plan.sensors)
      keepOnly(vessels, plan.vessels)
      keepOnly(boards, plan.boards)
      const all = watchedOf(plan)
      safely(() =>
        alarms.define(all.map(watched => ({ ...watched, source: `${watched.subject.kind} ${watched.subject.id}` }))),
      )
      posts = all.map(watched => {
        const known = before.get(watched.id)
        if (known && soughtBy(known.watched) === soughtBy(watched)) return { ...known, watched }
        // What it found was something else.
        if (known) safely(() => alarms.clear(watched.id, 'its rule was changed'))
        return { watched, watching: beginWatching(alarms.isStanding(watched.id)), looked: false }
      })
      bySubject.clear()
      for (const post of posts) {
        const subject = `${post.watched.subject.kind} ${post.watched.subject.id}`
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), post])
      }
    },
    vessel(state) {
      vessels.set(state.vessel, state)
      hear('vessel', state.vessel)
    },
    reading(reading) {
      if (!staleAfter.has(reading.sensor)) return
      readings.set(reading.sensor, { reading, receivedAt: clock.uptime() })
      hear('sensor', reading.sensor)
    },
    board(state) {
      boards.set(state.board, state)
      hear('board', state.board)
    },
    tick() {
      for (const post of posts) {
        if (!post.looked) safely(() => visit(post))
        post.looked = false
      }
      safely(() => alarms.tick())
    },
  }
}

/** What a watch looks for, and where. */
const soughtBy = ({ subject, condition }: Watched) => JSON.stringify([subject, condition])

function keepOnly(known: Map<Id, unknown>, things: readonly { id: Id }[]): void {
  const ids = new Set(things.map(({ id }) => id))
  for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
}
