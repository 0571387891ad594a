import type { Actuator } from '../data/model/actuator.ts'
import type { AlarmRule } from '../data/model/alarm-rule.ts'
import type { Board } from '../data/model/board.ts'
import { Fault } from '../data/model/fault.ts'
import type { Profile } from '../data/model/profile.ts'
import type { Schedule } from '../data/model/schedule.ts'
import { type Sensor, usualStaleAfter } from '../data/model/sensor.ts'
import type { Settings } from '../data/model/setting.ts'
import type { Id } from '../data/model/units.ts'
import type { Vessel } from '../data/model/vessel.ts'
import type { Collection, Store } from '../data/store.ts'
import { findConflict, type PinsOf } from './consistency.ts'
import { withoutSecrets, withSecretsOf } from './secrets.ts'
import { createTurns } from './turns.ts'

/** The things a brewery is configured of. */
export interface Things {
  boards: Board
  sensors: Sensor
  actuators: Actuator
  vessels: Vessel
  profiles: Profile
  schedules: Schedule
  'alarm-rules': AlarmRule
}

/** A thing as it is sent. */
type Body<K extends keyof Things> = Omit<Things[K], 'version'>

/** All things as they are now, in the order they were made. */
export type Plan = { readonly [K in keyof Things]: readonly Things[K][] }

/** What happened; published on `configuration.<kind>`. */
export interface Change {
  kind: keyof Things | 'settings'
  event: 'created' | 'updated' | 'deleted'
  id: Id
  item?: Things[keyof Things] | Settings
}

/** The configuration in memory, changed only after the store has it and only to what is consistent. */
export interface Configuration {
  /** Without secrets, as is everything that is answered here: it may be shown to anybody. */
  readonly plan: Plan
  /** The boards with their secrets, for the hardware alone. */
  readonly boards: readonly Board[]
  readonly settings: Settings
  updateSettings(body: Omit<Settings, 'version'>, version: number | null): Promise<Settings>
  /** Changes these only: the others stay what somebody else may just be making them. */
  changeSettings(some: Partial<Omit<Settings, 'version'>>): Promise<Settings>
  /** Fails with `not-found`. */
  find<K extends keyof Things>(kind: K, id: Id): Things[K]
  create<K extends keyof Things>(kind: K, body: Body<K>): Promise<Things[K]>
  update<K extends keyof Things>(kind: K, body: Body<K>, version: number | null): Promise<Things[K]>
  remove(kind: keyof Things, id: Id, version: number | null): Promise<void>
}

const singular = {
  boards: 'board',
  sensors: 'sensor',
  actuators: 'actuator',
  vessels: 'vessel',
  profiles: 'profile',
  schedules: 'schedule',
  'alarm-rules': 'alarm rule',
}

/**
 * Loads the configuration.
 * @param changed hears of each change after it is stored and in force
 */
export async function loadConfiguration(
  store: Store,
  pinsOf: PinsOf,
  changed: (change: Change) => void,
): Promise<Configuration> {
  const [boards, sensors, actuators, vessels, profiles, schedules, alarmRules, stored] = await Promise.all([
    store.boards.all(),
    store.sensors.all(),
    store.actuators.all(),
    store.vessels.all(),
    store.profiles.all(),
    store.schedules.all(),
    store['alarm-rules'].all(),
    store.settings.get(),
  ])
  let whole = boards
  let plan: Plan = {
    boards: boards.map(withoutSecrets),
    sensors,
    actuators,
    vessels,
    profiles,
    schedules,
    'alarm-rules': alarmRules,
  }
  let settings = stored
  const turns = createTurns()
  /** What a change was about that the store did not answer: nobody knows whether it arrived. */
  let doubted: { kind: Change['kind']; id: Id } | null = null

  /** One change at a time: what was checked must still be so when it is stored. */
  function inTurn<T>(kind: Change['kind'], id: Id, change: () => Promise<T>): Promise<T> {
    return turns(async () => {
      await settle()
      try {
        return await change()
      } catch (error) {
        if (error instanceof Fault && error.code === 'unavailable') doubted = { kind, id }
        throw error
      }
    })
  }

  /** Takes over what the store says of what is in doubt. */
  async function settle(): Promise<void> {
    if (!doubted) return
    const { kind, id } = doubted
    if (kind === 'settings') {
      const kept = await store.settings.get()
      if (kept.version !== settings.version) takeSettings(kept)
    } else {
      const kept = (await collection(kind).all()).find(thing => thing.id === id)
      const known = indexOf<Things[keyof Things]>(plan[kind]).get(id)
      if (kept && kept.version !== known?.version) take(kind, kept, known ? 'updated' : 'created')
      else if (known && !kept) drop(kind, id)
    }
    doubted = null
  }

  // Whoever asks meanwhile is told of what was before; what cannot be settled now is before the next change.
  store.listen(outage => {
    if (!outage) void turns(settle).catch(() => undefined)
  })

  const collection = <K extends keyof Things>(kind: K) => store[kind] as unknown as Collection<Things[K]>

  /** The plan with one thing put in its place, or behind the others, or taken out. */
  function altered<K extends keyof Things>(kind: K, id: Id, item: Things[K] | null): Plan {
    const before: readonly Things[K][] = plan[kind]
    const known = before.some(other => other.id === id)
    const after = item && !known ? [...before, item] : before.flatMap(other => (other.id !== id ? other : (item ?? [])))
    return { ...plan, [kind]: after }
  }

  function check(next: Plan, subject: Id): void {
    const conflict = findConflict(next, subject, pinsOf)
    if (conflict) throw new Fault('conflict', conflict)
  }

  /** Keeps a board's secrets apart; answers the thing as it may be shown. */
  function withSecretsApart<K extends keyof Things>(kind: K, item: Things[K]): Things[K] {
    if (kind !== 'boards') return item
    const board = item as Board
    whole = [...whole.filter(({ id }) => id !== board.id), board]
    return withoutSecrets(board) as Things[K]
  }

  /** What is to be kept of a thing that somebody sends with something left out. */
  const complete: { [K in keyof Things]?: (body: Body<K>) => Body<K> } = {
    boards: body =>
      withSecretsOf(
        whole.find(({ id }) => id === body.id),
        body,
      ),
    sensors: body => ({ ...body, staleAfter: body.staleAfter ?? usualStaleAfter(body.driver) }),
  }

  async function put<K extends keyof Things>(
    kind: K,
    body: Body<K>,
    event: Change['event'],
    store: (body: Body<K>) => Promise<Things[K]>,
  ) {
    check(altered(kind, body.id, { ...body, version: 1 } as Things[K]), body.id)
    return take(kind, await store(complete[kind]?.(body) ?? body), event)
  }

  /** Has what is stored be in force. */
  function take<K extends keyof Things>(kind: K, stored: Things[K], event: Change['event']): Things[K] {
    const item = withSecretsApart(kind, stored)
    plan = altered(kind, item.id, item)
    changed({ kind, event, id: item.id, item })
    return item
  }

  function drop(kind: keyof Things, id: Id): void {
    plan = altered(kind, id, null)
    if (kind === 'boards') whole = whole.filter(board => board.id !== id)
    changed({ kind, event: 'deleted', id })
  }

  function find<K extends keyof Things>(kind: K, id: Id): Things[K] {
    const thing = indexOf<Things[K]>(plan[kind]).get(id)
    if (!thing) throw new Fault('not-found', `there is no ${singular[kind]} "${id}"`)
    return thing
  }

  async function putSettings(body: Omit<Settings, 'version'>, version: number | null): Promise<Settings> {
    return takeSettings(await store.settings.update(body, version))
  }

  function takeSettings(stored: Settings): Settings {
    settings = stored
    changed({ kind: 'settings', event: 'updated', id: 'settings', item: settings })
    return settings
  }

  return {
    get plan() {
      return plan
    },
    get boards() {
      return whole
    },
    get settings() {
      return settings
    },
    updateSettings: (body, version) => inTurn('settings', 'settings', () => putSettings(body, version)),
    changeSettings: some =>
      inTurn('settings', 'settings', () => {
        const { version: _, ...current } = settings
        return putSettings({ ...current, ...some }, null)
      }),
    find,
    create: (kind, body) =>
      inTurn(kind, body.id, () => put(kind, body, 'created', whole => collection(kind).create(whole))),
    update: (kind, body, version) =>
      inTurn(kind, body.id, async () => {
        find(kind, body.id)
        return put(kind, body, 'updated', whole => collection(kind).update(whole, version))
      }),
    remove: (kind, id, version) =>
      inTurn(kind, id, async () => {
        find(kind, id)
        // The store refuses what is in use, and says by whom; nothing else can come of less.
        await collection(kind).remove(id, version)
        drop(kind, id)
      }),
  }
}

const indexes = new WeakMap<readonly object[], Map<Id, unknown>>()

/** Things by id, for those who ask each second. A plan is never changed but replaced, so what was indexed once stays right. */
function indexOf<Thing extends { id: Id }>(things: readonly Thing[]): Map<Id, Thing> {
  const known = indexes.get(things) ?? new Map(things.map(thing => [thing.id, thing]))
  indexes.set(things, known)
  return known as Map<Id, Thing>
}
