import type { Report } from './report.ts'
export async function jumpUnderControl({ jumps, seed }: { jumps: number; seed: number }): Promise<Report> {
  throw new Error(`not yet: ${jumps} ${seed}`)
}
