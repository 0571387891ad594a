import { sql as first } from './001_first.ts'
import { sql as sensorsWithoutBoard } from './002_sensors_without_board.ts'
import { sql as alarms } from './003_alarms.ts'
import { sql as classic } from './004_classic.ts'
import { sql as profileRuns } from './005_profile_runs.ts'
import { sql as logo } from './006_logo.ts'
import { sql as modeDocuments } from './007_mode_documents.ts'
import { sql as marks } from './008_marks.ts'
import { sql as schedules } from './009_schedules.ts'
import { sql as safety } from './010_safety.ts'
import { sql as learned } from './011_learned.ts'
import { sql as demonstration, postgres as demonstrationOnPostgres } from './012_demonstration.ts'
import { sql as level } from './013_level.ts'
import { sql as departed, postgres as departedOnPostgres } from './014_departed.ts'

/** One step of the schema. A released one is never changed again. */
export interface Migration {
  name: string
  /** Runs in one transaction with foreign keys off; change a table by SQLite's twelve steps, never by knex. */
  sql: string
  /** The same in PostgreSQL's words; those up to `baseline` in ../postgres/schema.ts need none. */
  postgres?: string
  /** Small tables it makes that a start cannot do without: they are checked first. The history would take minutes. */
  checked?: readonly string[]
}

/** All steps in order; the position of a step is the schema's number. */
export const migrations: readonly Migration[] = [
  {
    name: '001_first',
    sql: first,
    checked: ['boards', 'sensors', 'actuators', 'vessels', 'profiles', 'modes', 'switches', 'settings', 'series'],
  },
  { name: '002_sensors_without_board', sql: sensorsWithoutBoard },
  { name: '003_alarms', sql: alarms, checked: ['alarm_rules', 'alarms'] },
  { name: '004_classic', sql: classic, checked: ['iocontroller', 'appsetting', 'classic_profiles'] },
  { name: '005_profile_runs', sql: profileRuns },
  { name: '006_logo', sql: logo },
  { name: '007_mode_documents', sql: modeDocuments },
  { name: '008_marks', sql: marks, checked: ['notes'] },
  { name: '009_schedules', sql: schedules, checked: ['schedules'] },
  { name: '010_safety', sql: safety, checked: ['trips', 'emergency_stop'] },
  { name: '011_learned', sql: learned, checked: ['learned'] },
  { name: '012_demonstration', sql: demonstration, postgres: demonstrationOnPostgres, checked: ['demonstration'] },
  { name: '013_level', sql: level, postgres: level },
  { name: '014_departed', sql: departed, postgres: departedOnPostgres, checked: ['departed'] },
]
