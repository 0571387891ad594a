import type { Alarm, AlarmState, JournalEntry, Priority } from '../data/model/alarm.ts'
import type { AlarmRule } from '../data/model/alarm-rule.ts'
import type { TripKind } from '../data/model/safety.ts'
import { apart, duration, number, sign, temperature, type Unit } from './format.ts'
import type { IconName } from './icons.ts'
import { tripWords } from './safety-words.ts'

/** What a state is called and drawn with. */
export const stateWords: Record<AlarmState, { text: string; icon: IconName }> = {
  unacknowledged: { text: 'Unacknowledged', icon: 'alarm' },
  acknowledged: { text: 'Acknowledged', icon: 'check' },
  returned: { text: 'Returned to normal, unacknowledged', icon: 'back' },
  shelved: { text: 'Shelved', icon: 'clock' },
  'out-of-service': { text: 'Out of service', icon: 'power' },
  suppressed: { text: 'Explained by another alarm', icon: 'link' },
  normal: { text: 'Normal', icon: 'check' },
}

/** How soon somebody has to act. */
export const priorityWords: Record<Priority, string> = { urgent: 'Urgent', high: 'High', medium: 'Medium', low: 'Low' }

/** What happened to an alarm. */
export const eventWords: Record<JournalEntry['event'], string> = {
  came: 'Came',
  went: 'Went',
  acknowledged: 'Acknowledged',
  shelved: 'Shelved',
  unshelved: 'Back from the shelf',
  suppressed: 'Explained by another alarm',
  unsuppressed: 'No longer explained',
  'out-of-service': 'Out of service',
  'in-service': 'Back in service',
  removed: 'Rule removed',
}

interface Named {
  id: string
  name: string
}

/** Things alarms are about, by kind. */
export interface Places {
  vessels: readonly Named[]
  sensors: readonly Named[]
  boards?: readonly Named[]
}

/** Who has an alarm, `sensor beer` as people call it, and the vessel's page if there is one. */
export function placeOf({ source, vessel }: Pick<Alarm, 'source' | 'vessel'>, places: Places) {
  const [kind = '', id = ''] = source.split(' ')
  const things = { vessel: places.vessels, sensor: places.sensors, board: places.boards }[kind] ?? []
  const own = things.find(thing => thing.id === id)?.name
  const at = places.vessels.find(thing => thing.id === vessel)
  const name = own ?? source
  return {
    text: at && at.name !== name ? `${name}, ${at.name}` : name,
    href: at ? `#/vessels/${encodeURIComponent(at.id)}` : null,
  }
}

/** `×` and how often its cause came, from the second time on. */
export const countWords = (count: number): string | null => (count > 1 ? `came ${number(count)} times` : null)

/** `1 alarm`, `2 alarms`. */
export const alarmsWord = (count: number): string => `${count} ${count === 1 ? 'alarm' : 'alarms'}`

/** When a rule raises its alarm: `above 60.0 °C for 5 s`. */
export function conditionWords({ condition, delay }: Pick<AlarmRule, 'condition' | 'delay'>, unit: Unit): string {
  const lasting = delay > 0 ? ` for ${duration(delay * 1000)}` : ''
  const limit = (celsius: number) => `${temperature(celsius, unit)}\u00a0${sign(unit)}`
  switch (condition.kind) {
    case 'high':
      return `above ${limit(condition.limit)}${lasting}`
    case 'low':
      return `below ${limit(condition.limit)}${lasting}`
    case 'deviation':
      return `more than ${apart(condition.distance, unit, 1)} from the set point${lasting}`
    case 'rate': {
      const way = { rising: 'rises', falling: 'falls', either: 'changes' }[condition.direction]
      return `${way} by more than ${apart(condition.limit, unit, condition.limit < 1 ? 2 : 1)} a minute${lasting}`
    }
    case 'lost':
      return `nothing comes from it${lasting}`
    case 'digital':
      return `${condition.value === 1 ? 'on' : 'off'}${lasting}`
  }
}

const builtIn: Record<string, string> = {
  board: 'Lost',
  sensor: 'No reading',
  heartbeat: 'Safe state',
  vessel: 'Fault',
  level: 'No water',
  schedule: 'Schedule',
}

/** Alarms of the house itself. */
const ofHouse: Record<string, string> = {
  'emergency-stop': 'Emergency stop',
  backup: 'Backup',
  recorder: 'Recording',
  'safety-unkept': 'Safety',
  database: 'Database',
}

/** What an alarm is called: by its rule, or by what is built in: `No reading: Beer probe`. */
export function alarmName(
  { id, source }: Pick<Alarm, 'id' | 'source'>,
  rules: readonly Pick<AlarmRule, 'id' | 'name'>[],
  places: Places,
): string {
  if (ofHouse[id]) return ofHouse[id]
  const [kind = '', what = ''] = id.split('.')
  if (kind === 'rule') return rules.find(rule => rule.id === what)?.name ?? what
  const word = kind === 'trip' ? tripWords[what as TripKind] : builtIn[kind]
  return word ? `${word}: ${placeOf({ source, vessel: null }, places).text}` : id
}
