import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { keptIn } from './kept.ts'
import { run, temporaryFolder } from './processes.ts'
import { percentile, type Report } from './report.ts'

/** What the writers of programs/rows.ts have said: up to where they asked, and up to where they were answered. */
export interface Ledger {
  asked: number[]
  acknowledged: number[]
}

/** Starts them where the ledger ends and keeps it up to date from what they say. */
export function startRows(database: string, seed: number, ledger: Ledger, through: string[] = []) {
  let rest = ''
  let opened = () => {}
  const open = new Promise<void>(resolve => (opened = resolve))
  const hear = (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      const [sign, series, upTo] = line.split(' ')
      if (sign === 'open') opened()
      else (sign === '?' ? ledger.asked : ledger.acknowledged)[Number(series)] = Number(upTo)
    }
  }
  const program = join(import.meta.dirname, 'programs/rows.ts')
  const firsts = ledger.acknowledged.map(String)
  const [first, ...values] = [...through, process.execPath, program, database, String(seed), ...firsts]
  const running = run(first!, values, { hear })
  running.child.once('exit', () => opened())
  return { ...running, open }
}

/** An empty ledger of four writers. */
export const emptyLedger = (): Ledger => ({ asked: [0, 0, 0, 0], acknowledged: [0, 0, 0, 0] })

/** Compares the file with the ledger: rows that were acknowledged and are gone, series that end inside of a batch. */
export function audit(database: string, ledger: Ledger): { lost: number; torn: number; sound: boolean } {
  const { ends, torn, sound } = keptIn(database, ledger.asked.length)
  const found = { lost: 0, torn, sound }
  for (const [series, end] of ends.entries()) {
    const [asked, acknowledged] = [ledger.asked[series]!, ledger.acknowledged[series]!]
    if (end < acknowledged) found.lost += acknowledged - end
    else if (end !== asked && end !== acknowledged) found.torn += 1
    // What was kept although nobody heard so is where the next run goes on.
    ledger.asked[series] = ledger.acknowledged[series] = Math.max(end, acknowledged)
  }
  return found
}

/** Kills a process that does nothing but append points, until at least so many rows were acknowledged. */
export async function killUnderRows(parts: { kills: number; rows: number; seed: number; longest: number }) {
  const { kills, rows, seed, longest } = parts
  const random = seededRandom(seed)
  const database = join(temporaryFolder(), 'rows.sqlite')
  const ledger = emptyLedger()
  const total = { lost: 0, torn: 0, unsound: 0, heard: 0 }
  const ready: number[] = []
  let n = 0
  for (; n < kills || total.heard < rows; n += 1) {
    const before = sum(ledger.acknowledged)
    const begin = performance.now()
    const writers = startRows(database, seed + n, ledger)
    await writers.open
    ready.push(performance.now() - begin)
    await pass(random.uniform() * longest)
    await writers.kill()
    await writers.ended
    total.heard += sum(ledger.acknowledged) - before
    const { lost, torn, sound } = audit(database, ledger)
    total.lost += lost
    total.torn += torn
    total.unsound += sound ? 0 : 1
  }
  const readyMs = Math.round(percentile(ready, 99))
  const { lost, torn, unsound, heard } = total
  const report: Report = {
    run: 'kill -9 under rows by the batch',
    seed,
    n,
    acknowledged: heard,
    lost,
    torn,
    worst: { readyMs: Math.round(Math.max(...ready)) },
    met: lost + torn + unsound === 0 && readyMs <= 2000 && heard > 0,
    more: { readyP99Ms: readyMs, unsound },
  }
  return report
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
