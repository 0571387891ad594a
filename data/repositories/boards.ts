import { Board } from '../model/board.ts'
import type { Kind } from './collection.ts'

/** How boards are kept. */
export const boards: Kind<Board> = {
  noun: 'board',
  table: 'boards',
  schema: Board,
  row: ({ name, transport }) => ({ name, transport: JSON.stringify(transport) }),
  values: ({ name, transport }) => ({ name, transport: JSON.parse(String(transport)) }),
  names: [],
  namedBy: [
    { noun: 'sensor', table: 'sensors', column: 'board' },
    { noun: 'actuator', table: 'actuators', column: 'board' },
    { noun: 'alarm rule', table: 'alarm_rules', column: 'board' },
  ],
}
