import type { Profile, ProfileEffect } from '../../data/model/profile.ts'
import { clockTime, degrees, duration, type Unit } from '../format.ts'
import type { Draft } from './draft.ts'
import { spanOfDraft } from './draft.ts'

/** How long a profile is: `10 d`, or its dates. */
export function lengthWords(profile: Draft, now: number): string {
  const { from, to } = spanOfDraft(profile)
  if (profile.by === 'date')
    return from === to ? clockTime(from, now) : `${clockTime(from, now)} to ${clockTime(to, now)}`
  return to > 0 ? duration(to * 1000) : 'one temperature'
}

/** From the lowest to the highest temperature of a profile. */
export function rangeWords({ points }: Pick<Profile, 'points'>, unit: Unit): string {
  const all = points.map(({ temperature }) => temperature)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  return low === high ? degrees(low, unit) : `${degrees(low, unit)} to ${degrees(high, unit)}`
}

/** When something in a profile is: `4 d 6 h`, or a date. */
export const timeWords = (at: number, by: Draft['by'], now: number): string =>
  by === 'date' ? clockTime(at, now) : at === 0 ? 'start' : duration(at * 1000)

/** What an edit changes for a vessel, in a sentence. */
export function effectWords({ setPoint, next }: ProfileEffect, name: string, now: number, unit: Unit): string {
  const { before, after } = setPoint
  const held =
    after === null
      ? `${name} has not started it yet`
      : before !== null && Math.abs(before - after) < 0.05
        ? `${name} stays at ${degrees(after, unit)} now`
        : `${name} goes from ${degrees(before, unit)} to ${degrees(after, unit)} at once`
  if (next.before?.at === next.after?.at && next.before?.setPoint === next.after?.setPoint) return `${held}.`
  if (!next.after) return `${held}, and no further change is to come.`
  const was = next.before ? `, not ${degrees(next.before.setPoint, unit)} at ${clockTime(next.before.at, now)}` : ''
  return `${held}; next is ${degrees(next.after.setPoint, unit)} at ${clockTime(next.after.at, now)}${was}.`
}

/** A moment as `<input type="datetime-local">` writes it, in the screen's own time. */
export function localInput(at: number): string {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return Number.isNaN(shifted.getTime()) ? '' : shifted.toISOString().slice(0, 16)
}
