import { Schedule } from '../model/schedule.ts'
import type { Kind } from './collection.ts'

/** How schedules are kept. */
export const schedules: Kind<Schedule> = {
  noun: 'schedule',
  table: 'schedules',
  schema: Schedule,
  row: ({ name, id: _, version: __, ...document }) => ({ name, document: JSON.stringify(document) }),
  values: ({ name, document }) => ({ ...JSON.parse(String(document)), name }),
  names: [],
  namedBy: [{ noun: 'vessel', table: 'modes', column: 'schedule', who: 'vessel' }],
}
