import { firstWord, wordsBelowData } from '../data/model/channels.ts'
import { emergencyStopChannel } from '../data/model/safety.ts'
import type { Id } from '../data/model/units.ts'

const roots = ['alarms', 'configuration', 'events', 'marks', 'trips', emergencyStopChannel]

/** Whether a channel tells of the brewery itself, so that nobody outside may publish on it but commands. */
export function isOwn(channel: string, isVessel: (id: Id) => boolean): boolean {
  const root = firstWord(channel)
  if (root !== 'data') return roots.includes(root)
  const second = firstWord(channel.slice('data.'.length))
  return wordsBelowData.includes(second) || isVessel(second)
}
