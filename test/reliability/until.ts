import { setTimeout as pass } from 'node:timers/promises'

/** Waits in real time, as processes know no other, until the condition holds; answers how long that took, ms. */
export async function until(condition: () => Promise<boolean>, limitMs: number): Promise<number> {
  const begin = performance.now()
  while (!(await condition())) {
    if (performance.now() - begin > limitMs) throw new Error(`did not happen within ${limitMs} ms: ${condition}`)
    await pass(20)
  }
  return Math.round(performance.now() - begin)
}
