// The long form: `npm run reliability [-- <run> …]`, all runs or those named. One line of JSON each; ends with 1 when one is not met.
// RELIABILITY_SEED repeats a run, RELIABILITY_SCALE=0.1 makes it a tenth as long.
import { migrations } from '../../data/migrations/index.ts'
import { jumpUnderControl } from './clock-jumps.ts'
import { killInBackup, killInMigration, killInRestore } from './crash-points.ts'
import { failUnderWrites } from './disk-faults.ts'
import { type FaultName, faults, pretendedDisk, smallDisk } from './faulty-disk.ts'
import { blockEventLoop, endDatabaseThread } from './hurts.ts'
import { killUnderWrites } from './kills.ts'
import { cutUnderRows, makeDisk, whyNot } from './power-cut.ts'
import { cleanUp } from './processes.ts'
import { killUnderProfile } from './profile-kills.ts'
import { type Report, say, seed } from './report.ts'
import { backUpUnderRows, killUnderRows } from './rows.ts'

const scale = Number(process.env.RELIABILITY_SCALE ?? 1)
const times = (count: number) => Math.max(1, Math.round(count * scale))

/** A run that this machine cannot do: said aloud, and not met. */
function impossible(run: string, reason: string): Report {
  process.stderr.write(`NOT DONE: ${run}: ${reason}.\n`)
  return { run, seed, n: 0, acknowledged: 0, lost: 0, torn: 0, worst: {}, met: false, more: { notDone: reason } }
}

async function* cuts(): AsyncGenerator<Report> {
  const reason = whyNot()
  if (reason) return yield impossible('power cut', reason)
  for (const normal of [false, true])
    for (const pause of [20, 0])
      yield await cutUnderRows({ disk: makeDisk(), cuts: times(100), seed, longest: 300, pause, normal })
}

async function* disks(): AsyncGenerator<Report> {
  for (const name of Object.keys(faults) as FaultName[])
    yield await failUnderWrites({ name, disk: pretendedDisk(name), cycles: times(25), seed })
  if (process.getuid?.() !== 0) return yield impossible('disk: really full', 'only root may mount a small disk')
  // Room for the write-ahead log, which is written back when it has 4 MB.
  yield await failUnderWrites({ name: 'really full', disk: smallDisk(16), cycles: times(30), seed })
}

async function* crashPoints(): AsyncGenerator<Report> {
  for (let from = 1; from < migrations.length; from += 1) yield await killInMigration(from, seed, times(50))
  yield await killInBackup(seed, times(50))
  yield await killInRestore(seed, times(50))
  yield await backUpUnderRows({ copies: times(20), seed })
}

async function* kills(): AsyncGenerator<Report> {
  yield await killUnderWrites({ kills: times(300), seed, writers: 9, longest: 1000 })
  yield await killUnderWrites({ kills: Math.max(5, times(20)), seed, writers: 9, longest: 1000, hasty: true })
}

async function* one(report: () => Promise<Report>): AsyncGenerator<Report> {
  yield await report()
}

const runs: Record<string, () => AsyncGenerator<Report>> = {
  kills,
  rows: () => one(() => killUnderRows({ kills: times(100), rows: 1_000_000 * scale, seed, longest: 600 })),
  cuts,
  disks,
  points: crashPoints,
  profile: () => one(() => killUnderProfile({ kills: times(100), seed, longest: 8_000 })),
  thread: () => one(() => endDatabaseThread({ times: times(50), seed })),
  block: () => one(() => blockEventLoop({ times: times(5), seconds: 30, seed })),
  clock: () => one(() => jumpUnderControl({ jumps: times(500), seed })),
}

// Nothing stays behind, not even a mounted disk.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)))

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !(name in runs))
if (unknown.length > 0)
  throw new Error(`there is no run ${unknown.join(', ')}; there are ${Object.keys(runs).join(', ')}`)
let met = true
for (const [name, run] of Object.entries(runs)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  try {
    for await (const report of run()) {
      say(report)
      met &&= report.met
      await cleanUp()
    }
  } catch (error) {
    process.stderr.write(`${name}: ${(error as Error).stack}\n`)
    met = false
  } finally {
    await cleanUp()
  }
}
process.exit(met ? 0 : 1)
