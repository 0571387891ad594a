import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { copyDatabase } from '../../data/backups.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { keptIn } from './kept.ts'
import { run, temporaryFolder } from './processes.ts'
import { percentile, type Report } from './report.ts'

/** What the writers of programs/rows.ts have said, by writer: up to where they were answered, and the end of each batch. */
export interface Ledger {
  acknowledged: number[]
  batches: Set<number>[]
}

/** An empty ledger of four writers. */
export const emptyLedger = (): Ledger => ({
  acknowledged: [0, 0, 0, 0],
  batches: Array.from({ length: 4 }, () => new Set([0])),
})

/** Rows that were acknowledged, by all writers together. */
export const acknowledgedBy = ({ acknowledged }: Ledger) => acknowledged.reduce((sum, one) => sum + one, 0)

/**
 * Starts the writers where the ledger ends and keeps it up to date from what they say.
 * @param more ms between two batches of a writer; and its environment
 */
export function startRows(
  database: string,
  seed: number,
  ledger: Ledger,
  more: { pause?: number; environment?: Record<string, string> } = {},
) {
  const { pause = 0, ...rest } = more
  let line = ''
  let opened = () => {}
  const open = new Promise<void>(resolve => (opened = resolve))
  const hear = (chunk: string) => {
    const lines = (line + chunk).split('\n')
    line = lines.pop()!
    for (const said of lines) {
      const [sign, writer, upTo] = said.split(' ')
      if (sign === 'open') opened()
      else if (sign === '?') ledger.batches[Number(writer)]!.add(Number(upTo))
      else ledger.acknowledged[Number(writer)] = Number(upTo)
    }
  }
  const program = join(import.meta.dirname, 'programs/rows.ts')
  const values = [program, database, String(seed), String(pause), ...ledger.acknowledged.map(String)]
  const running = run(process.execPath, values, { ...rest, hear })
  running.child.once('exit', () => opened())
  return { ...running, open }
}

/** Compares the file with the ledger: rows that were acknowledged and are gone; series with gaps, or that end inside of a batch. */
export function audit(database: string, { acknowledged, batches }: Ledger) {
  const found = { lost: 0, ...keptIn(database, batches.length) }
  for (const [writer, end] of found.ends.entries()) {
    found.lost += Math.max(0, acknowledged[writer]! - end)
    if (!batches[writer]!.has(end)) found.torn += 1
  }
  return found
}

/** Kills a process that does nothing but append points, until at least so many rows were acknowledged. */
export async function killUnderRows(parts: {
  kills: number
  rows: number
  seed: number
  longest: number
}): Promise<Report> {
  const { kills, rows, seed, longest } = parts
  const random = seededRandom(seed)
  const database = join(temporaryFolder(), 'rows.sqlite')
  const ledger = emptyLedger()
  const total = { lost: 0, torn: 0, unsound: 0, heard: 0 }
  const ready: number[] = []
  let n = 0
  for (; n < kills || total.heard < rows; n += 1) {
    const before = acknowledgedBy(ledger)
    const begin = performance.now()
    const writers = startRows(database, seed + n, ledger)
    await writers.open
    ready.push(performance.now() - begin)
    await pass(random.uniform() * longest)
    await writers.kill()
    await writers.ended
    total.heard += acknowledgedBy(ledger) - before
    const { lost, torn, sound, ends } = audit(database, ledger)
    total.lost += lost
    total.torn += torn
    total.unsound += sound ? 0 : 1
    // What was kept although nobody heard so is where the next run goes on.
    ledger.acknowledged = ends.map((end, writer) => Math.max(end, ledger.acknowledged[writer]!))
  }
  const readyMs = Math.round(percentile(ready, 99))
  const { lost, torn, unsound, heard } = total
  return {
    run: 'kill -9 under rows by the batch',
    seed,
    n,
    acknowledged: heard,
    lost,
    torn,
    worst: { readyMs: Math.round(Math.max(...ready)) },
    met: lost + torn + unsound === 0 && heard >= rows,
    more: { readyP99Ms: readyMs, unsound },
  }
}

/** Copies a database again and again while rows are appended: each copy is a commit, not older than what was acknowledged before. */
export async function backUpUnderRows({ copies, seed }: { copies: number; seed: number }): Promise<Report> {
  const database = join(temporaryFolder(), 'rows.sqlite')
  const ledger = emptyLedger()
  const writers = startRows(database, seed, ledger, { pause: 5 })
  await writers.open
  const total = { lost: 0, torn: 0, unsound: 0, copyMs: 0 }
  for (let n = 0; n < copies; n += 1) {
    await pass(100)
    const acknowledged = [...ledger.acknowledged]
    const begin = performance.now()
    const copy = copyDatabase(database)
    total.copyMs = Math.max(total.copyMs, Math.round(performance.now() - begin))
    // What was asked for meanwhile is still on its way here.
    await pass(50)
    const { lost, torn, sound } = audit(copy, { acknowledged, batches: ledger.batches })
    total.lost += lost
    total.torn += torn
    total.unsound += sound ? 0 : 1
    rmSync(copy)
  }
  await writers.kill()
  await writers.ended
  const { lost, torn, unsound, copyMs } = total
  return {
    run: 'backup under rows',
    seed,
    n: copies,
    acknowledged: acknowledgedBy(ledger),
    lost,
    torn,
    worst: { copyMs },
    met: lost + torn + unsound === 0,
    more: { unsound },
  }
}
