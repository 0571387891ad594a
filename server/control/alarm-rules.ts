import type { Actuator } from '../../data/model/actuator.ts'
import type { Priority } from '../../data/model/alarm.ts'
import type { AlarmCondition, AlarmRule } from '../../data/model/alarm-rule.ts'
import type { Board } from '../../data/model/board.ts'
import type { Sensor } from '../../data/model/sensor.ts'
import type { Id } from '../../data/model/units.ts'
import type { Vessel } from '../../data/model/vessel.ts'
import type { Delays } from './alarm-condition.ts'

/** One thing that is watched for one alarm: a rule, configured or built in, with all that it takes to judge it. */
export interface Watched extends Delays {
  /** The alarm's. */
  id: string
  /** What is watched, and its name. */
  subject: AlarmRule['source']
  name: string
  condition: AlarmCondition | { kind: 'tripped' } | { kind: 'fault' } | { kind: 'dry' }
  priority: Priority
  /** What to tell people; null: what was seen. */
  message: string | null
  vessel: Id | null
  /** Alarms that explain this one: while one of them lasts, this one neither comes nor goes, and nobody is told. */
  parents: readonly string[]
}

/** The part of the configuration that alarms depend on. */
export interface Watchable {
  readonly boards: readonly Board[]
  readonly sensors: readonly Sensor[]
  readonly actuators: readonly Actuator[]
  readonly vessels: readonly Vessel[]
  readonly 'alarm-rules': readonly AlarmRule[]
}

/**
 * Everything to watch for: what no brewery has to configure, and its own rules. Delays grow from cause to consequence,
 * so that the cause is known first: a board is lost 4 s after its last word at most, its sensors after 5, vessels after 10.
 */
export function watchedOf(plan: Watchable): Watched[] {
  const rules = plan['alarm-rules'].map(rule => ofRule(plan, rule))
  const builtIn = [
    ...plan.boards.flatMap(board => ofBoard(board)),
    // Later ones take the place of earlier ones: the more urgent a sensor is, the later it comes.
    ...plan.sensors.map(sensor => lost(sensor, null, 'low')),
    ...plan.vessels.flatMap(vessel => ofAround(plan, vessel)),
    ...plan.vessels.flatMap(vessel => ofVessel(plan, vessel)),
  ]
  const taken = new Set(rules.map(({ id }) => id))
  // Two vessels may share a sensor.
  const distinct = new Map(builtIn.map(watched => [watched.id, watched]))
  return [...[...distinct.values()].filter(({ id }) => !taken.has(id)), ...rules]
}

function ofBoard({ id, name }: Board): Watched[] {
  const common = { subject: { kind: 'board' as const, id }, name, message: null, vessel: null }
  return [
    {
      ...common,
      id: `board.${id}`,
      condition: { kind: 'lost' },
      priority: 'urgent',
      delay: 0,
      // Longer than its sensors take to measure again: theirs must not come in its place.
      offDelay: 5,
      parents: [],
    },
    {
      ...common,
      id: `heartbeat.${id}`,
      condition: { kind: 'tripped' },
      priority: 'high',
      delay: 0,
      offDelay: 5,
      parents: [`board.${id}`],
    },
  ]
}

/** Without its air control goes on, but less well, and safety sees less; without its level switch it does not heat. */
function ofAround({ sensors }: Watchable, { id: vessel, name, air, level }: Vessel): Watched[] {
  const around = sensors.filter(({ id }) => id === air || id === level)
  const dry: Watched = {
    id: `level.${vessel}`,
    subject: { kind: 'vessel', id: vessel },
    name,
    condition: { kind: 'dry' },
    priority: 'high',
    delay: 6,
    offDelay: 2,
    message: null,
    vessel,
    parents: around.filter(({ id }) => id === level).flatMap(({ id, board }) => [`sensor.${id}`, `board.${board}`]),
  }
  return [...around.map(sensor => lost(sensor, vessel, 'medium')), ...(level === null ? [] : [dry])]
}

const lost = ({ id, name, board }: Sensor, vessel: Id | null, priority: Priority): Watched => ({
  id: `sensor.${id}`,
  subject: { kind: 'sensor', id },
  name,
  condition: { kind: 'lost' },
  priority,
  delay: 5,
  offDelay: 5,
  message: null,
  vessel,
  parents: [`board.${board}`],
})

function ofVessel({ sensors }: Watchable, { id, name, sensor: measuredBy }: Vessel): Watched[] {
  const sensor = sensors.find(other => other.id === measuredBy)
  const fault: Watched = {
    id: `vessel.${id}`,
    subject: { kind: 'vessel', id },
    name,
    condition: { kind: 'fault' },
    priority: 'high',
    delay: 10,
    offDelay: 5,
    message: null,
    vessel: id,
    parents: sensor ? [`sensor.${sensor.id}`, `board.${sensor.board}`] : [],
  }
  return sensor ? [lost(sensor, id, 'high'), fault] : [fault]
}

function ofRule(plan: Watchable, rule: AlarmRule): Watched {
  const { source, condition, delay, offDelay, priority, message } = rule
  const replaces = condition.kind === 'lost' && source.kind !== 'vessel'
  const thing = { vessel: plan.vessels, sensor: plan.sensors, board: plan.boards }[source.kind].find(
    ({ id }) => id === source.id,
  )
  return {
    id: replaces ? `${source.kind}.${source.id}` : `rule.${rule.id}`,
    subject: source,
    name: thing?.name ?? source.id,
    condition,
    delay,
    offDelay,
    priority,
    message,
    vessel:
      source.kind === 'vessel' ? source.id : (plan.vessels.find(({ sensor }) => sensor === source.id)?.id ?? null),
    parents: parentsOf(plan, rule),
  }
}

function parentsOf({ sensors, actuators, vessels }: Watchable, { source, condition }: AlarmRule): string[] {
  if (source.kind === 'board') return []
  const vessel = source.kind === 'vessel' ? vessels.find(({ id }) => id === source.id) : undefined
  const sensor = sensors.find(({ id }) => id === (vessel ? vessel.sensor : source.id))
  const parents = new Set<string>()
  if (sensor) parents.add(`board.${sensor.board}`)
  if (vessel && sensor && condition.kind === 'lost') parents.add(`sensor.${sensor.id}`)
  // A set point cannot be reached without what heats; that it is too warm stays true.
  for (const actuator of condition.kind === 'deviation' ? actuators : []) {
    if (actuator.id === vessel?.heater || actuator.id === vessel?.cooler) parents.add(`board.${actuator.board}`)
  }
  return [...parents]
}
