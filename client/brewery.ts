import type { Actuator, ActuatorState } from '../data/model/actuator.ts'
import type { Alarm } from '../data/model/alarm.ts'
import type { Message } from '../data/model/channels.ts'
import type { Profile } from '../data/model/profile.ts'
import type { EmergencyStop } from '../data/model/safety.ts'
import type { Schedule } from '../data/model/schedule.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { Settings } from '../data/model/setting.ts'
import type { Vessel, VesselState } from '../data/model/vessel.ts'
import { foldAlarm } from './alarms.ts'

/** All that the pages show, as far as it is known here. */
export interface Brewery {
  settings: Settings
  emergencyStop: EmergencyStop
  vessels: Vessel[]
  sensors: Sensor[]
  actuators: Actuator[]
  profiles: Profile[]
  schedules: Schedule[]
  /** All that are not normal, also those nobody is told of. */
  alarms: Alarm[]
  /** State of each vessel, by its id. */
  states: Record<string, VesselState>
  /** State of each actuator, by its id. */
  outputs: Record<string, ActuatorState>
}

/** Channels whose messages change it. */
export const channels = ['data', 'configuration', 'alarms', 'emergency-stop']

const collections = ['vessels', 'sensors', 'actuators', 'profiles', 'schedules'] as const
type Collection = (typeof collections)[number]

/** What is published when something stored changed. */
export interface Change {
  event: 'created' | 'updated' | 'deleted'
  id: string
  item?: { id: string; version: number }
}

/** The brewery after a message. */
export function fold(brewery: Brewery, { channel, data }: Message): Brewery {
  const [word, kind, id] = channel.split('.')
  if (word === 'alarms') {
    const alarms = foldAlarm(brewery.alarms, data)
    return alarms === brewery.alarms ? brewery : { ...brewery, alarms }
  }
  if (word === 'emergency-stop') return { ...brewery, emergencyStop: data as EmergencyStop }
  if (word === 'configuration') return foldChange(brewery, kind!, data as unknown as Change)
  if (word !== 'data' || !kind || kind === 'sensors') return brewery
  if (kind === 'actuators')
    return id ? { ...brewery, outputs: { ...brewery.outputs, [id]: data as ActuatorState } } : brewery
  // Where there is no vessel of that name anybody may publish anything.
  const state = data as VesselState | null
  return id || state?.vessel !== kind ? brewery : { ...brewery, states: { ...brewery.states, [kind]: state } }
}

function foldChange(brewery: Brewery, kind: string, change: Change): Brewery {
  if (kind === 'settings') return change.item ? { ...brewery, settings: change.item as unknown as Settings } : brewery
  const collection: Collection | undefined = collections.find(name => name === kind)
  if (!collection) return brewery
  const items = changed<{ id: string; version: number }>(brewery[collection], change)
  return items === brewery[collection] ? brewery : { ...brewery, [collection]: items }
}

/** A collection after one of its things was created, updated or deleted; older versions than what is there are ignored. */
export function changed<T extends { id: string; version: number }>(items: T[], { event, id, item }: Change): T[] {
  if (event === 'deleted') return items.some(known => known.id === id) ? items.filter(known => known.id !== id) : items
  const at = items.findIndex(known => known.id === id)
  if (!item || (at >= 0 && items[at]!.version >= item.version)) return items
  return at < 0 ? [...items, item as T] : items.with(at, item as T)
}

/** Actuators no vessel drives and that people may switch by hand: pumps and valves. */
export function handSwitched({ actuators, vessels }: Pick<Brewery, 'actuators' | 'vessels'>): Actuator[] {
  const driven = new Set(vessels.flatMap(({ heater, cooler }) => [heater, cooler]))
  return actuators.filter(({ id, use }) => (use === 'pump' || use === 'valve') && !driven.has(id))
}
