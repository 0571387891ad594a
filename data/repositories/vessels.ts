import { Vessel } from '../model/vessel.ts'
import type { Kind } from './collection.ts'

/** How vessels are kept; what they are told to do is in modes.ts. */
export const vessels: Kind<Vessel> = {
  noun: 'vessel',
  table: 'vessels',
  schema: Vessel,
  // All but these three are columns as they are.
  row: ({ id: _, version: __, tuning, range, limits, ...columns }) => ({
    ...columns,
    tuning: JSON.stringify(tuning),
    range: JSON.stringify(range),
    limits: JSON.stringify(limits),
  }),
  values: row => ({
    name: row.name,
    kind: row.kind,
    sensor: row.sensor,
    air: row.air,
    gravity: row.gravity,
    level: row.level,
    heater: row.heater,
    cooler: row.cooler,
    tuning: JSON.parse(String(row.tuning)),
    changeover: row.changeover,
    priority: row.priority,
    range: JSON.parse(String(row.range)),
    volume: row.volume,
    limits: row.limits === null ? null : JSON.parse(String(row.limits)),
  }),
  names: [
    { noun: 'sensor', table: 'sensors', column: 'sensor' },
    { noun: 'sensor', table: 'sensors', column: 'air' },
    { noun: 'sensor', table: 'sensors', column: 'gravity' },
    { noun: 'sensor', table: 'sensors', column: 'level' },
    { noun: 'actuator', table: 'actuators', column: 'heater' },
    { noun: 'actuator', table: 'actuators', column: 'cooler' },
  ],
  namedBy: [{ noun: 'alarm rule', table: 'alarm_rules', column: 'vessel' }],
}
