import type { Alarm, AlarmCommand, AlarmEntry, AlarmState, JournalEntry, Priority } from '../data/model/alarm.ts'
import { Fault } from '../data/model/fault.ts'
import type { Clock, Id } from '../data/model/units.ts'
import type { AlarmChange } from '../data/store.ts'
import { type AlarmInput, freshLife, isHidden, live, stateOf } from './control/alarm.ts'
import type { Keeper } from './keeper.ts'
import { createTurns } from './turns.ts'

/** What an alarm is about. */
export interface AlarmSubject {
  id: string
  /** Who has it, as in the log. */
  source: string
  priority: Priority
  vessel: Id | null
}

/** The alarm book: what is wrong now, who knows of it, and who does not want to. Whoever does something says who they are. */
export interface Alarms {
  /** The cause is there. An alarm that stands already only takes the new message. Of high priority unless said. */
  raise(id: string, source: string, message: string, more?: { priority?: Priority; vessel?: Id | null }): void
  /** The cause is gone, `message` says how; nothing happens when it was not there. */
  clear(id: string, message: string): void
  /** Whether another alarm explains this one, so that nobody has to hear of it. */
  suppress(id: string, on: boolean): void
  /** Names all alarms that rules can raise; those of rules that are gone are removed. */
  define(subjects: readonly AlarmSubject[]): void
  /** Removes those that nobody raises any more, by their ids. */
  forget(isGone: (id: string) => boolean): void
  /** Whether the cause lasts, told or not. */
  isStanding(id: string): boolean
  /** Ends shelves whose time is over. */
  tick(): void
  /** The clock was set by so many ms: a shelf lasts as long as it was to. */
  shift(by: number): void
  /** Those in that state; without one, those people are to know of: unacknowledged, acknowledged, returned. */
  list(state?: AlarmState | 'all'): Alarm[]
  /** Fails with `not-found`. */
  find(id: string): Alarm
  /** This and the other commands are resolved once stored; fail with `not-found`, `unavailable`, and then change nothing. */
  acknowledge(id: string, by: string): Promise<Alarm>
  /** Acknowledges what waits for it; resolves to these alarms, without those that are removed meanwhile. */
  acknowledgeAll(by: string): Promise<Alarm[]>
  shelve(id: string, seconds: number, by: string): Promise<Alarm>
  unshelve(id: string, by: string): Promise<Alarm>
  takeOutOfService(id: string, by: string): Promise<Alarm>
  putInService(id: string, by: string): Promise<Alarm>
  /** Does what was asked for on the channel `alarms`. */
  obey(command: AlarmCommand): Promise<void>
}

/**
 * A book that goes on with what was kept.
 * @param publish hears of every change
 */
export function createAlarms(parts: {
  clock: Pick<Clock, 'now'>
  kept: readonly AlarmEntry[]
  keeper: Pick<Keeper<AlarmChange>, 'add' | 'write'>
  publish: (alarm: Alarm) => void
}): Alarms {
  const { clock, kept, keeper, publish } = parts
  const book = new Map(kept.map(entry => [entry.id, entry]))
  const inTurn = createTurns()

  function put(entry: AlarmEntry, journal: JournalEntry | null): void {
    book.set(entry.id, entry)
    keeper.add({ id: entry.id, entry, journal })
    publish(toAlarm(entry))
  }

  /** Nobody did it: the cause, the time, another alarm. */
  function happen(entry: AlarmEntry, input: AlarmInput, event: JournalEntry['event'], message = entry.message): void {
    const now = clock.now()
    const next = after(entry, input, now, null)
    if (next !== entry) put(next, note(next, event, now, null, message))
  }

  function entryOf(id: string): AlarmEntry {
    const entry = book.get(id)
    if (!entry) throw new Fault('not-found', `there is no alarm "${id}"`)
    return entry
  }

  /** Stores what somebody does before it is true, one after the other. */
  function command(id: string, input: () => AlarmInput, event: JournalEntry['event'], by: string): Promise<Alarm> {
    return inTurn(async () => {
      const entry = entryOf(id)
      const now = clock.now()
      const next = after(entry, input(), now, by)
      if (next === entry) return toAlarm(entry)
      await keeper.write({ id, entry: next, journal: note(next, event, now, by, entry.message) })
      const current = book.get(id)
      // The rule may be gone meanwhile; and what came anew, or joined it, meanwhile has been seen by nobody.
      const same = current?.count === entry.count && current.message === entry.message
      if (!current || (event === 'acknowledged' && !same)) {
        keeper.add({ id, entry: current ?? null, journal: null })
        return toAlarm(current ?? next)
      }
      const result = current === entry ? next : after(current, input(), now, by)
      book.set(id, result)
      if (current !== entry) keeper.add({ id, entry: result, journal: null })
      publish(toAlarm(result))
      return toAlarm(result)
    })
  }

  const alarms: Alarms = {
    raise(id, source, message, { priority = 'high', vessel = null } = {}) {
      const known = book.get(id) ?? newEntry({ id, source, priority, vessel }, clock.now(), false)
      const entry = { ...known, source: source.slice(0, 100), message: message.slice(0, 500), priority, vessel }
      if (!known.life.standing) happen(entry, { kind: 'cause', on: true }, 'came')
      else if (known.message !== entry.message) put(entry, null)
    },
    clear(id, message) {
      const entry = book.get(id)
      if (entry?.life.standing) happen(entry, { kind: 'cause', on: false }, 'went', message)
    },
    suppress(id, on) {
      const entry = book.get(id)
      if (entry) happen(entry, { kind: 'suppress', on }, on ? 'suppressed' : 'unsuppressed')
    },
    define(subjects) {
      const ids = new Set(subjects.map(({ id }) => id))
      for (const entry of [...book.values()]) if (entry.ruled && !ids.has(entry.id)) remove(entry)
      for (const subject of subjects) {
        const { id, source, priority, vessel } = subject
        const known = book.get(id)
        const entry = { ...(known ?? newEntry(subject, clock.now(), true)), source, priority, vessel, ruled: true }
        const same = known?.source === source && known.priority === priority && known.vessel === vessel
        if (!known || same || stateOf(known.life) === 'normal') book.set(id, entry)
        else put(entry, null)
      }
    },
    forget(isGone) {
      for (const entry of [...book.values()]) if (isGone(entry.id)) remove(entry)
    },
    isStanding: id => book.get(id)?.life.standing ?? false,
    tick() {
      for (const entry of [...book.values()]) {
        if (entry.life.shelvedUntil !== null) happen(entry, { kind: 'time' }, 'unshelved')
      }
    },
    shift(by) {
      for (const entry of [...book.values()]) {
        const { shelvedUntil } = entry.life
        if (shelvedUntil === null) continue
        put({ ...entry, life: { ...entry.life, shelvedUntil: Math.max(0, shelvedUntil + by) } }, null)
      }
    },
    list(state) {
      const all = [...book.values()].map(toAlarm)
      if (state === 'all') return all
      const wanted: AlarmState[] = state ? [state] : ['unacknowledged', 'acknowledged', 'returned']
      return all.filter(alarm => wanted.includes(alarm.state))
    },
    find: id => toAlarm(entryOf(id)),
    acknowledge: (id, by) => command(id, () => ({ kind: 'acknowledge' }), 'acknowledged', by),
    async acknowledgeAll(by) {
      const waiting = [...alarms.list('unacknowledged'), ...alarms.list('returned')]
      const each = waiting.map(({ id }) =>
        alarms.acknowledge(id, by).catch(error => {
          if (book.has(id)) throw error
          return null
        }),
      )
      return (await Promise.all(each)).filter(alarm => alarm !== null)
    },
    shelve(id, seconds, by) {
      return command(id, () => ({ kind: 'shelve', until: clock.now() + Math.round(seconds * 1000) }), 'shelved', by)
    },
    unshelve: (id, by) => command(id, () => ({ kind: 'unshelve' }), 'unshelved', by),
    takeOutOfService: (id, by) => command(id, () => ({ kind: 'out-of-service' }), 'out-of-service', by),
    putInService: (id, by) => command(id, () => ({ kind: 'in-service' }), 'in-service', by),
    async obey(asked) {
      if ('shelve' in asked) await alarms.shelve(asked.shelve, asked.seconds, asked.by)
      else if ('unshelve' in asked) await alarms.unshelve(asked.unshelve, asked.by)
      else if (asked.acknowledge === true) await alarms.acknowledgeAll(asked.by)
      else await alarms.acknowledge(asked.acknowledge, asked.by)
    },
  }

  function remove(entry: AlarmEntry): void {
    book.delete(entry.id)
    const gone = { ...entry, life: freshLife }
    const told = stateOf(entry.life) !== 'normal'
    keeper.add({
      id: entry.id,
      entry: null,
      journal: told ? note(gone, 'removed', clock.now(), null, entry.message) : null,
    })
    if (told) publish(toAlarm(gone))
  }

  return alarms
}

function newEntry(subject: AlarmSubject, at: number, ruled: boolean): AlarmEntry {
  const { id, source, priority, vessel } = subject
  const nobody = { acknowledgedBy: null, acknowledgedAt: null }
  return { id, source, priority, vessel, message: '', at, count: 0, life: freshLife, ...nobody, ruled }
}

/** The entry after an input; the same object when nothing changed. */
function after(entry: AlarmEntry, input: AlarmInput, now: number, by: string | null): AlarmEntry {
  const life = live(entry.life, input, now)
  if (life === entry.life) return entry
  if (input.kind === 'acknowledge') return { ...entry, life, acknowledgedBy: by, acknowledgedAt: now }
  if (input.kind !== 'cause') return { ...entry, life }
  if (!input.on) return { ...entry, life, at: now }
  const count = entry.life.told === 'no' ? 1 : entry.count + 1
  return { ...entry, life, at: now, count, acknowledgedBy: null, acknowledgedAt: null }
}

function note(
  entry: AlarmEntry,
  event: JournalEntry['event'],
  at: number,
  by: string | null,
  message: string,
): JournalEntry {
  const { id: alarm, source, vessel, priority, life } = entry
  return { at, alarm, source, vessel, priority, event, state: stateOf(life), by, message: message.slice(0, 500) }
}

/** An alarm as people see it. */
function toAlarm({ life, ruled: _, ...entry }: AlarmEntry): Alarm {
  const { standing, shelvedUntil } = life
  return { ...entry, state: stateOf(life), active: standing && !isHidden(life), standing, shelvedUntil }
}
