import type { Message } from '../../../data/model/channels.ts'
import { ClassicProfileBody, type ProfileNotes } from '../../../data/model/classic.ts'
import { type ClassicProfile, notesFrom, notesOf, toClassic, toProfile } from '../../../data/model/classic-profile.ts'
import type { Scale } from '../../../data/model/degrees.ts'
import { Fault } from '../../../data/model/fault.ts'
import { idFor } from '../../../data/model/naming.ts'
import type { Profile } from '../../../data/model/profile.ts'
import type { Cancel, Id } from '../../../data/model/units.ts'
import type { Store } from '../../../data/store.ts'
import type { Brewery } from '../../brewery.ts'
import type { Change } from '../../configuration.ts'
import { parse } from '../../http/problem.ts'
import type { Hub } from '../../hub.ts'
import type { Log } from '../../log.ts'
import { createTurns } from '../../turns.ts'
import type { Broadcast } from './broadcast.ts'

/** Our profiles as the original's clients know them: by number, with days and dates. */
export interface ClassicProfiles {
  open(): Promise<void>
  close(): void
  all(): Promise<ClassicProfile[]>
  /** This and the others fail with `not-found`. */
  get(number: number): Promise<ClassicProfile>
  /** Fails with `invalid`. */
  create(body: unknown): Promise<void>
  /** Fails with `conflict` when a vessel would follow a profile without a temperature. */
  update(number: number, body: unknown): Promise<void>
  /** Fails with `conflict` while a vessel follows it. */
  remove(number: number): Promise<void>
}

/** They tell old clients of every change, whichever door it came through. */
export function createClassicProfiles(parts: {
  hub: Pick<Hub, 'subscribe'>
  brewery: Pick<Brewery, 'configuration' | 'mode'>
  store: Pick<Store, 'numbers' | 'classic'>
  broadcast: Broadcast
  log: Log
  scale: () => Scale
}): ClassicProfiles {
  const { hub, brewery, store, broadcast, log, scale } = parts
  const numbers = new Map<Id, number>()
  const kept = new Map<Id, { version: number; notes: ProfileNotes }>()
  // A change is told after what was noted with it.
  const inTurn = createTurns()
  let cancel: Cancel = () => {}

  async function learnNumbers(): Promise<void> {
    for (const { id, number } of await store.numbers.of('profiles')) numbers.set(id, number)
  }

  /** Of an older version only the type still holds. */
  function notes(profile: Profile): ProfileNotes {
    const known = kept.get(profile.id)
    if (known?.version === profile.version) return known.notes
    return notesFrom(profile, known?.notes.type ?? 'Fermentation')
  }

  const show = (profile: Profile) => toClassic(numbers.get(profile.id)!, profile.name, notes(profile), scale())

  function find(number: number): Profile {
    const profile = brewery.configuration.plan.profiles.find(({ id }) => numbers.get(id) === number)
    if (!profile) throw new Fault('not-found', `there is no profile ${number}`)
    return profile
  }

  /** Without its points a vessel that follows it would be led to a temperature that nobody chose. */
  function refuseToEmpty({ id, name }: Profile): void {
    const follows = (vessel: Id) => {
      const mode = brewery.mode(vessel)
      return mode.kind === 'profile' && mode.profile === id
    }
    const follower = brewery.configuration.plan.vessels.find(vessel => follows(vessel.id))
    if (follower) throw new Fault('conflict', `${follower.name} follows ${name}: it needs a temperature at least`)
  }

  async function keep({ id, version }: Profile, noted: ProfileNotes): Promise<void> {
    kept.set(id, { version, notes: noted })
    await store.classic.keepNotes({ profile: id, version, notes: noted })
  }

  async function announce({ event, id, item }: Change): Promise<void> {
    if (event === 'deleted') {
      broadcast.tell('_profiles', { eventType: 'delete', profileId: String(numbers.get(id)) })
      numbers.delete(id)
      kept.delete(id)
      return
    }
    if (!numbers.has(id)) await learnNumbers()
    const { type: _, ...profile } = show(item as Profile)
    broadcast.tell('_profiles', { eventType: event === 'created' ? 'create' : 'update', profile })
  }

  function hear({ data }: Message): void {
    inTurn(() => announce(data as unknown as Change)).catch(error =>
      log('error', 'classic', `a change of profiles was not told: ${error.message}`),
    )
  }

  return {
    async open() {
      await learnNumbers()
      for (const { profile, ...noted } of await store.classic.notes()) kept.set(profile, noted)
      cancel = hub.subscribe('configuration.profiles', hear)
    },
    close: () => cancel(),
    all: () => inTurn(() => brewery.configuration.plan.profiles.map(show)),
    get: number => inTurn(() => show(find(number))),
    create: body =>
      inTurn(async () => {
        const asked = parse(ClassicProfileBody, body, 'profile')
        const name = asked.name ?? 'New Profile'
        const noted = notesOf(asked, scale())
        const ids = brewery.configuration.plan.profiles.map(({ id }) => id)
        const profile = toProfile(idFor(name, ids), name, noted)
        await keep(await brewery.configuration.create('profiles', profile), noted)
      }),
    update: (number, body) =>
      inTurn(async () => {
        const before = find(number)
        const asked = parse(ClassicProfileBody, body, 'profile')
        const noted = notesOf(asked, scale(), notes(before))
        if (asked.temperatures?.length === 0) refuseToEmpty(before)
        const profile = toProfile(before.id, asked.name ?? before.name, noted)
        await keep(await brewery.configuration.update('profiles', profile, before.version), noted)
      }),
    remove: number => inTurn(() => brewery.configuration.remove('profiles', find(number).id, null)),
  }
}
