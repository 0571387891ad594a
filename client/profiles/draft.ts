import type { Profile } from '../../data/model/profile.ts'

/** A profile as it is being edited. Temperatures are °C; `at` is seconds since the start, or ms since 1970 by date. */
export type Draft = Omit<Profile, 'version'>

/** A point of a profile. */
export type Point = Draft['points'][number]

const day = 86_400

/** How many units of `at` a second has. */
export const perSecond = (by: Draft['by']): number => (by === 'date' ? 1000 : 1)

/** What is saved of a profile. */
export const draftOf = ({ version: _, ...draft }: Profile): Draft => draft

/** From the first to the last thing that happens in a profile, in units of `at`; a start in elapsed time is 0. */
export function spanOfDraft({ by, points, events }: Draft): { from: number; to: number } {
  const times = [...points, ...events].map(({ at }) => at)
  return { from: by === 'date' ? Math.min(...times) : 0, to: Math.max(...times) }
}

/** How fine times are moved by hand, seconds: a minute in a mash, an hour in a fermentation. */
export function timeGrid(draft: Draft): number {
  const { from, to } = spanOfDraft(draft)
  const length = (to - from) / perSecond(draft.by)
  if (length <= day / 2) return 60
  return length <= 3 * day ? 900 : 3600
}

/** The nearest number on a grid. */
export const snap = (value: number, grid: number): number => Math.round(Math.round(value / grid) * grid * 1000) / 1000

/** The temperature at a time, °C. */
export function temperatureAt(points: readonly Point[], at: number): number {
  const passed = points.findLastIndex(point => point.at <= at)
  const before = points[Math.max(passed, 0)]!
  const next = points[passed + 1]
  if (passed < 0 || next?.approach !== 'ramp') return before.temperature
  return before.temperature + ((at - before.at) / (next.at - before.at)) * (next.temperature - before.temperature)
}

/** Moves a point as far as its neighbours allow: at least `gap` (in units of `at`) stays between them. */
export function movePoint(draft: Draft, index: number, to: Partial<Point>, gap: number): Draft {
  const { points } = draft
  const least = index === 0 ? 0 : points[index - 1]!.at + gap
  const most = points[index + 1] ? points[index + 1]!.at - gap : Number.MAX_SAFE_INTEGER
  const point = { ...points[index]!, ...to }
  const at = least > most ? points[index]!.at : Math.min(most, Math.max(least, point.at))
  const temperature = Math.min(200, Math.max(-60, point.temperature))
  return { ...draft, points: points.with(index, { ...point, at, temperature }) }
}

/** A point put behind another: halfway to the next, or a while after the last. */
export function addPoint(draft: Draft, index: number): Draft {
  const { points, by } = draft
  const point = points[index]!
  const next = points[index + 1]
  const { from, to } = spanOfDraft(draft)
  const grid = timeGrid(draft) * perSecond(by)
  const at = next
    ? point.at + Math.max(1, snap((next.at - point.at) / 2, grid) || (next.at - point.at) / 2)
    : point.at + Math.max(3600 * perSecond(by), snap((to - from) / 5, grid))
  const temperature = Math.round(temperatureAt(points, at) * 10) / 10
  return { ...draft, points: points.toSpliced(index + 1, 0, { at, temperature, approach: 'ramp' }) }
}

/** Without a point; the last one that is left stays. */
export const removePoint = (draft: Draft, index: number): Draft =>
  draft.points.length > 1 ? { ...draft, points: draft.points.toSpliced(index, 1) } : draft

/** The same profile by date, or by elapsed time; `now` (ms) stands for its start. */
export function measuredBy(draft: Draft, by: Draft['by'], now: number): Draft {
  if (by === draft.by) return draft
  const start = by === 'date' ? Math.round(now / 60_000) * 60_000 : draft.points[0]!.at
  const convert = <T extends { at: number }>(item: T): T => ({
    ...item,
    at: by === 'date' ? start + item.at * 1000 : Math.max(0, Math.round((item.at - start) / 1000)),
  })
  return { ...draft, by, points: draft.points.map(convert), events: draft.events.map(convert) }
}

/** An id made of a name that is not taken yet. */
export function idFrom(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 34)
    .replace(/^-+|-+$/g, '')
  const id = words || 'profile'
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}-${n}`
    if (!taken.includes(candidate)) return candidate
  }
}

/** What a profile starts with that was not made from a template. */
export const blank = {
  by: 'elapsed' as const,
  points: [{ at: 0, temperature: 18, approach: 'step' as const }],
  events: [],
}
