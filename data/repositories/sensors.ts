import { hearsChannel, Sensor } from '../model/sensor.ts'
import type { Kind } from './collection.ts'

/** How sensors are kept. */
export const sensors: Kind<Sensor> = {
  noun: 'sensor',
  table: 'sensors',
  schema: Sensor.refine(sensor => (sensor.board === null) === hearsChannel(sensor), {
    path: ['board'],
    message: 'expected a board, and none for a sensor that hears a channel',
  }),
  row: ({ name, board, driver, calibration, staleAfter }) => ({
    name,
    board,
    driver: JSON.stringify(driver),
    calibration: JSON.stringify(calibration),
    stale_after: staleAfter,
  }),
  values: row => ({
    name: row.name,
    board: row.board,
    driver: JSON.parse(String(row.driver)),
    calibration: JSON.parse(String(row.calibration)),
    staleAfter: row.stale_after,
  }),
  names: [{ noun: 'board', table: 'boards', column: 'board' }],
  namedBy: [
    { noun: 'vessel', table: 'vessels', column: 'sensor' },
    { noun: 'vessel', table: 'vessels', column: 'air' },
    { noun: 'vessel', table: 'vessels', column: 'gravity' },
    { noun: 'vessel', table: 'vessels', column: 'level' },
    { noun: 'alarm rule', table: 'alarm_rules', column: 'sensor' },
  ],
}
