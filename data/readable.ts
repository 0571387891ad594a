import type { Database } from 'better-sqlite3'
import { AlarmEntry } from './model/alarm.ts'
import { ProfileNotes } from './model/classic.ts'
import { Learned } from './model/learned.ts'
import { EmergencyStop, Trip } from './model/safety.ts'
import { actuators } from './repositories/actuators.ts'
import { alarmRules } from './repositories/alarm-rules.ts'
import { boards } from './repositories/boards.ts'
import { type Kind, type Thing, toThing } from './repositories/collection.ts'
import { profiles } from './repositories/profiles.ts'
import { type Row, read } from './repositories/rows.ts'
import { schedules } from './repositories/schedules.ts'
import { sensors } from './repositories/sensors.ts'
import { toSettings } from './repositories/settings.ts'
import { vessels } from './repositories/vessels.ts'

const documents = [
  { table: 'alarms', schema: AlarmEntry },
  { table: 'learned', schema: Learned },
  { table: 'trips WHERE reset_at IS NULL', schema: Trip },
  { table: 'emergency_stop', schema: EmergencyStop },
  { table: 'classic_profiles', schema: ProfileNotes },
]

/** Fails with `unusable` unless a house could be opened with it: a program that is newer may have the same tables and say more in them. */
export function demandReadable(database: Database): void {
  const rows = (table: string) => database.prepare<Row>(`SELECT * FROM ${table}`).all()
  const things = <T extends Thing>(kind: Kind<T>) => rows(kind.table).map(row => toThing(kind, row))
  things(boards)
  things(sensors)
  things(actuators)
  things(vessels)
  things(profiles)
  things(schedules)
  things(alarmRules)
  rows('settings').map(toSettings)
  for (const { table, schema } of documents) {
    for (const row of rows(table))
      read<unknown>(schema, table, row.id ?? row.key ?? row.profile, () => JSON.parse(String(row.document)))
  }
}
