import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { Fault } from '../data/model/fault.ts'

/** What a command was told. Fails with `invalid` and its usage. */
export function readCommand<Options extends ParseArgsOptionsConfig>(args: string[], options: Options, usage: string) {
  try {
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    throw new Fault('invalid', `${(error as Error).message}\n\n${usage}`)
  }
}

/** Prints what a command answers, or why it fails. */
export async function runCommand(command: () => string | Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await command()}\n`)
  } catch (error) {
    process.exitCode = complain(error)
  }
}

/** Prints why a program fails; returns what it ends with: 2 when people can do something about it, 1 when it is a bug. */
export function complain(error: unknown): number {
  const known = error instanceof Fault
  process.stderr.write(`${known ? error.message : ((error as Error).stack ?? error)}\n`)
  return known ? 2 : 1
}
