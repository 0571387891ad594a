import type { ClassicProfileBody, ProfileNotes } from './classic.ts'
import { fromCelsius, type Scale, toCelsius } from './degrees.ts'
import { Fault } from './fault.ts'
import { cut } from './naming.ts'
import type { Profile } from './profile.ts'
import type { Id } from './units.ts'

const day = 86_400_000

/** What a profile without a temperature gets, °C: ours has one point at least. */
const placeholder = 20

/** A profile as the original's clients read it, its keys in their order; temperatures in the scale of the house. */
export interface ClassicProfile {
  id: number
  name: string
  type: string
  temperatures: { profileId: number; days: number; date: string; temperature: number }[]
  events: { profileId: number; days: number; date: string; eventText: string }[]
}

/** The notes of what was asked for; `before` fills in what was left out. */
export function notesOf(body: ClassicProfileBody, scale: Scale, before: ProfileNotes = emptyNotes): ProfileNotes {
  const { type = before.type, events = before.events, temperatures } = body
  if (!temperatures) return { type, temperatures: before.temperatures, events }
  return { type, temperatures: temperatures.map(p => ({ ...p, temperature: toCelsius(p.temperature, scale) })), events }
}

/** What is known of a profile that the original never saw. */
export const emptyNotes: ProfileNotes = { type: 'Fermentation', temperatures: [], events: [] }

/**
 * Our profile behind the notes: straight lines from point to point, as a BrewPi follows them, and a step where two
 * are at the same time. It is by date when no point says days. Fails with `invalid` for a point without a time.
 */
export function toProfile(id: Id, name: string, notes: ProfileNotes): Omit<Profile, 'version'> {
  const { temperatures } = notes
  const events = notes.events.filter(({ eventText }) => eventText.trim() !== '')
  const all = [...temperatures, ...events]
  const by = all.length > 0 && all.every(({ days }) => days === null) ? 'date' : 'elapsed'
  const at = (when: { days: number | null; date: string }) => {
    if (by === 'date' && when.date !== '') return milliseconds(when.date)
    if (by === 'elapsed' && when.days !== null) return Math.round((when.days * day) / 1000)
    throw new Fault('invalid', 'each point of a profile needs its days, or each its date')
  }
  const apart = by === 'date' ? 1000 : 1
  const points: Profile['points'] = []
  const inOrder = temperatures.map(point => ({ at: at(point), temperature: point.temperature }))
  for (const point of inOrder.sort((a, b) => a.at - b.at)) {
    const last = points.at(-1)
    const follows = last === undefined || point.at > last.at
    points.push(follows ? { ...point, approach: 'ramp' } : { ...point, at: last.at + apart, approach: 'step' })
  }
  if (points.length === 0) points.push({ at: 0, temperature: placeholder, approach: 'step' })
  return {
    id,
    name,
    by,
    points,
    events: events.map(event => ({ at: at(event), text: cut(event.eventText, 300) })).sort((a, b) => a.at - b.at),
  }
}

/** The notes that a profile of ours would have had. */
export function notesFrom(profile: Pick<Profile, 'by' | 'points' | 'events'>, type: string): ProfileNotes {
  const start = Math.min(...profile.points.map(({ at }) => at))
  const when = (at: number) =>
    profile.by === 'date'
      ? { days: rounded((at - start) / day), date: naive(at) }
      : { days: rounded((at * 1000) / day), date: '' }
  return {
    type,
    temperatures: profile.points.map(({ at, temperature }) => ({ ...when(at), temperature })),
    events: profile.events.map(({ at, text }) => ({ ...when(at), eventText: text })),
  }
}

/** What the original's clients get to see. */
export function toClassic(id: number, name: string, notes: ProfileNotes, scale: Scale): ClassicProfile {
  const first = [...notes.temperatures, ...notes.events].map(({ date }) => date).find(date => date !== '')
  const when = ({ days, date }: { days: number | null; date: string }) => ({
    profileId: id,
    days: days ?? (date && first ? rounded((milliseconds(date) - milliseconds(first)) / day) : 0),
    date,
  })
  return {
    id,
    name,
    type: notes.type,
    temperatures: notes.temperatures.map(p => ({ ...when(p), temperature: fromCelsius(p.temperature, scale) })),
    events: notes.events.map(event => ({ ...when(event), eventText: event.eventText })),
  }
}

/** A date without a zone is one of this computer's. */
function milliseconds(date: string): number {
  return new Date(date).getTime()
}

function naive(at: number): string {
  const date = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  const days = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${days}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

function rounded(days: number): number {
  return Math.round(days * 1e6) / 1e6
}
