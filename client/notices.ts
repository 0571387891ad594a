import type { Message } from '../data/model/channels.ts'
import type { ProfileEvent } from '../data/model/profile.ts'

/** What an event is known by on this device. */
export const keyOf = ({ vessel, at, text }: Pick<ProfileEvent, 'vessel' | 'at' | 'text'>): string =>
  `${vessel} ${at} ${text}`

/** Events after a message on `events`, newest first. */
export function foldEvent(
  events: ProfileEvent[],
  { channel, data }: Pick<Message, 'channel' | 'data'>,
): ProfileEvent[] {
  // Schedules tell of themselves below it.
  if (channel !== 'events') return events
  const event = data as unknown as ProfileEvent
  return events.some(known => keyOf(known) === keyOf(event)) ? events : [event, ...events]
}

/** Events that are still to be shown: what is an alarm too, the alarm's banner shows. */
export const toShow = (events: readonly ProfileEvent[], dismissed: readonly string[]): ProfileEvent[] =>
  events.filter(event => !event.alarm && !dismissed.includes(keyOf(event)))

/** Dismissed events as this device kept them. */
export function readDismissed(kept: string | null): string[] {
  try {
    const list: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(list) ? list.filter(key => typeof key === 'string') : []
  } catch {
    return []
  }
}

/** Dismissed events with some more; those nobody would show any more are forgotten. */
export function dismiss(
  dismissed: readonly string[],
  more: readonly ProfileEvent[],
  events: readonly ProfileEvent[],
): string[] {
  const known = events.map(keyOf)
  return [...new Set([...dismissed, ...more.map(keyOf)])].filter(key => known.includes(key))
}
