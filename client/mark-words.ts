import type { Mark, MarkGroup } from '../data/model/mark.ts'
import type { Profile } from '../data/model/profile.ts'
import { degrees, moment, type Unit } from './format.ts'
import type { IconName } from './icons.ts'
import { modeWords } from './words.ts'

/** What it takes to tell of marks. */
export interface Telling {
  profiles: Profile[]
  unit: Unit
  now: number
}

/** What a mark says. */
export function markWords(mark: Mark, { profiles, unit }: Pick<Telling, 'profiles' | 'unit'>): string {
  switch (mark.kind) {
    case 'note':
      return mark.text
    case 'alarm':
      return mark.event === 'came' ? `Alarm: ${mark.message}` : `Alarm over: ${mark.message}`
    case 'event':
      return mark.missed ? `${mark.text} (missed)` : mark.text
    case 'step':
      return mark.text
    case 'mode':
      if (mark.mode.kind === 'constant') return `Set point ${degrees(mark.mode.setPoint, unit)}`
      if (mark.mode.kind === 'profile' && mark.mode.pausedAt !== undefined)
        return `${modeWords(mark.mode, profiles)} paused`
      return modeWords(mark.mode, profiles)
  }
}

const icons: Record<Mark['kind'], IconName> = {
  note: 'note',
  alarm: 'alarm',
  event: 'clock',
  step: 'schedule',
  mode: 'target',
}

/** What a mark is drawn with. */
export const markIcon = (mark: Mark): IconName =>
  mark.kind === 'alarm' && mark.event === 'went' ? 'check' : icons[mark.kind]

const order: Mark['kind'][] = ['alarm', 'note', 'event', 'step', 'mode']

/** The mark that stands for its group: the gravest, and of those the last. */
export const leading = ({ marks }: MarkGroup): Mark =>
  marks.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.at - a.at)[0]!

/** How many of a group are not told one by one; empty when all are. */
export const restWords = ({ count, marks }: MarkGroup): string =>
  count > marks.length ? `and ${count - marks.length} more: zoom in to see them` : ''

/** A group in one sentence, for those who do not see it. */
export function groupWords(group: MarkGroup, telling: Telling): string {
  const said = group.marks.map(mark => `${moment(mark.at, telling.now)} ${markWords(mark, telling)}`)
  const told = [...said, restWords(group)].filter(part => part !== '').join('; ')
  return group.count > 1 ? `${group.count} marks: ${told}` : told
}
