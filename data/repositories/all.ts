import type { Knex } from 'knex'
import type { Store } from '../store.ts'
import { actuators } from './actuators.ts'
import { alarmRules } from './alarm-rules.ts'
import { alarms } from './alarms.ts'
import { boards } from './boards.ts'
import { classic } from './classic.ts'
import { collection } from './collection.ts'
import { controllers } from './controllers.ts'
import { file } from './file.ts'
import { learned } from './learned.ts'
import { logo } from './logo.ts'
import { logs } from './logs.ts'
import { marks } from './marks.ts'
import { modes } from './modes.ts'
import { notes } from './notes.ts'
import { numbers } from './numbers.ts'
import { profiles } from './profiles.ts'
import { readings } from './readings.ts'
import { sensors } from './sensors.ts'
import { settings } from './settings.ts'
import { switches } from './switches.ts'
import { vessels } from './vessels.ts'

/** Every repository of the house over one connection. */
export type Repositories = Omit<Store, 'run' | 'close'>

/** Sets them up. */
export function repositories(knex: Knex): Repositories {
  return {
    boards: collection(knex, boards),
    sensors: collection(knex, sensors),
    actuators: collection(knex, actuators),
    vessels: collection(knex, vessels),
    profiles: collection(knex, profiles),
    'alarm-rules': collection(knex, alarmRules),
    alarms: alarms(knex),
    modes: modes(knex),
    learned: learned(knex),
    switches: switches(knex),
    settings: settings(knex),
    logo: logo(knex),
    file: file(knex),
    logs: logs(knex),
    marks: marks(knex),
    notes: notes(knex),
    readings: readings(knex),
    numbers: numbers(knex),
    controllers: controllers(knex),
    classic: classic(knex),
  }
}

/** Counts this opening durably; resolves to how many there were before. */
export async function countRun(knex: Knex, now: number): Promise<number> {
  const [key] = await knex('runs').insert({ opened_at: now })
  return key! - 1
}
