import type { Knex } from 'knex'
import type { Store } from '../store.ts'
import { actuators } from './actuators.ts'
import { alarmRules } from './alarm-rules.ts'
import { alarms } from './alarms.ts'
import { boards } from './boards.ts'
import { classic } from './classic.ts'
import { collection } from './collection.ts'
import { controllers } from './controllers.ts'
import { demonstration } from './demonstration.ts'
import type { Dialect } from './dialect.ts'
import { file } from './file.ts'
import { learned } from './learned.ts'
import { life } from './life.ts'
import { logo } from './logo.ts'
import { logs } from './logs.ts'
import { marks } from './marks.ts'
import { modes } from './modes.ts'
import { notes } from './notes.ts'
import { numbers } from './numbers.ts'
import { profiles } from './profiles.ts'
import { readings } from './readings.ts'
import { ask } from './rows.ts'
import { safety } from './safety.ts'
import { schedules } from './schedules.ts'
import { sensors } from './sensors.ts'
import { settings } from './settings.ts'
import { switches } from './switches.ts'
import { vessels } from './vessels.ts'

/** Every repository of the house over one connection. */
export type Repositories = Omit<Store, 'kind' | 'run' | 'listen' | 'close' | 'backups'>

/** Sets them up. */
export function repositories(knex: Knex, dialect: Dialect): Repositories {
  return {
    boards: collection(knex, boards),
    sensors: collection(knex, sensors),
    actuators: collection(knex, actuators),
    vessels: collection(knex, vessels),
    profiles: collection(knex, profiles),
    schedules: collection(knex, schedules),
    'alarm-rules': collection(knex, alarmRules),
    alarms: alarms(knex, dialect),
    modes: modes(knex),
    learned: learned(knex),
    switches: switches(knex),
    safety: safety(knex),
    settings: settings(knex),
    logo: logo(knex),
    file: file(knex, dialect),
    logs: logs(knex, dialect),
    marks: marks(knex),
    notes: notes(knex),
    readings: readings(knex, dialect),
    numbers: numbers(knex),
    life: life(knex),
    controllers: controllers(knex),
    classic: classic(knex),
    demonstration: demonstration(knex),
  }
}

/** What only reads, and may take its time: it has a thread beside the writer's. */
export interface Readers {
  readings: Pick<Store['readings'], 'series' | 'points' | 'buckets'>
  logs: Pick<Store['logs'], 'find'>
  alarms: Pick<Store['alarms'], 'journal'>
  backups: Store['backups']
}

/** Sets them up over a connection that reads. */
export function readers(knex: Knex, dialect: Dialect, backups: Store['backups']): Readers {
  const { series, points, buckets } = readings(knex, dialect)
  return {
    readings: { series, points, buckets },
    logs: { find: logs(knex, dialect).find },
    alarms: { journal: alarms(knex, dialect).journal },
    backups,
  }
}

type Rooms = Record<string, Record<string, (...values: unknown[]) => Promise<unknown>>>

/** The methods one may call, by repository. */
export function methodsOf(rooms: Repositories | Readers): Record<string, string[]> {
  return Object.fromEntries(Object.entries(rooms).map(([name, room]) => [name, Object.keys(room)]))
}

/** Calls one of `methodsOf`. */
export async function invoke(
  rooms: Repositories | Readers,
  { repository, method, values }: { repository: string; method: string; values: unknown[] },
): Promise<unknown> {
  return (rooms as unknown as Rooms)[repository]![method]!(...values)
}

/** Counts this opening durably; resolves to how many there were before. */
export async function countRun(knex: Knex, now: number): Promise<number> {
  // Not the next number that the database would give: one that went with a crash must not make a new brewery look old.
  const count = 'INSERT INTO runs (key, opened_at) SELECT coalesce(max(key), 0) + 1, ? FROM runs RETURNING key'
  const [run] = await ask<{ key: number }>(knex, count, [now])
  return run!.key - 1
}
