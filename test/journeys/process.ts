import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const houses: ChildProcess[] = []

/** Starts the program in a process of its own, in real time; resolves when it is open. */
export async function startHouse(database: string, ...more: string[]): Promise<{ house: ChildProcess; url: string }> {
  const house = spawn(process.execPath, ['server/main.ts', '--port', '0', '--database', database, ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  houses.push(house)
  let said = ''
  const url = await new Promise<string>((found, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      const match = /Maelstrom is open: (\S+)/.exec(said)
      if (match) found(match[1]!)
    }
    house.stdout.on('data', hear)
    house.stderr.on('data', hear)
    house.once('exit', code => failed(new Error(`the house ended with ${code}:\n${said}`)))
  })
  return { house, url }
}

/** Ends those that still run; for `afterEach`. */
export function killHouses(): void {
  for (const house of houses.splice(0)) house.kill('SIGKILL')
}
