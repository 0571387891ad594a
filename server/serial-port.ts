import type { Configuration } from './configuration.ts'

/** Puts a real board at `path` in the place of the first simulated one; adds a board when there is none. */
export async function connectSerialPort(configuration: Configuration, path: string): Promise<void> {
  const { boards } = configuration.plan
  if (boards.some(({ transport }) => transport.kind === 'serial' && transport.path === path)) return
  const transport = { kind: 'serial', path, baudRate: 57_600 } as const
  const simulated = boards.find(board => board.transport.kind === 'simulated')
  if (simulated) await configuration.update('boards', { id: simulated.id, name: simulated.name, transport }, null)
  else await configuration.create('boards', { id: `arduino-${boards.length + 1}`, name: 'Arduino', transport })
}
