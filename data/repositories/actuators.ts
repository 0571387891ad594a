import { Actuator } from '../model/actuator.ts'
import type { Kind } from './collection.ts'

/** How actuators are kept. */
export const actuators: Kind<Actuator> = {
  noun: 'actuator',
  table: 'actuators',
  schema: Actuator,
  row: ({ name, use, board, driver, minimumOn, minimumOff, maximumOn, power, risk }) => ({
    name,
    use,
    board,
    driver: JSON.stringify(driver),
    minimum_on: minimumOn,
    minimum_off: minimumOff,
    maximum_on: maximumOn,
    power,
    risk,
  }),
  values: row => ({
    name: row.name,
    use: row.use,
    board: row.board,
    driver: JSON.parse(String(row.driver)),
    minimumOn: row.minimum_on,
    minimumOff: row.minimum_off,
    maximumOn: row.maximum_on,
    power: row.power,
    risk: row.risk,
  }),
  names: [{ noun: 'board', table: 'boards', column: 'board' }],
  namedBy: [
    { noun: 'vessel', table: 'vessels', column: 'heater' },
    { noun: 'vessel', table: 'vessels', column: 'cooler' },
  ],
}
