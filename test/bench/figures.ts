import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, loadavg, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Prints a figure as a line of JSON, with the load of the machine: programs that ran or waited to, on average over a minute. */
export function say(figure: Record<string, unknown>): void {
  const load = Math.round(loadavg()[0]! * 10) / 10
  process.stdout.write(`${JSON.stringify({ ...figure, load })}\n`)
}

/** Median, 99th percentile and worst of some milliseconds, rounded to tenths. */
export function spread(times: readonly number[]): { count: number; medianMs: number; p99Ms: number; worstMs: number } {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return { count: sorted.length, medianMs: at(0.5), p99Ms: at(0.99), worstMs: at(1) }
}

/** How long something took, ms. */
export async function timed(action: () => unknown): Promise<number> {
  const begun = performance.now()
  await action()
  return performance.now() - begun
}

/** A folder that goes with the process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** CPU time of a process so far, seconds. Needs /proc. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  // Counted in ticks of 10 ms.
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Memory of a process that is in RAM, MB. Needs /proc. */
export function megabytes(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1]!
}

/** Lets a process, or this one with all it starts from now on, come before others on the machine: their work is no fault of ours. */
export function prefer(pid = 0): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGHEST)
  } catch {
    say({ note: 'not allowed to come first: what else runs on this machine is in the figures' })
  }
}
