import { setTimeout } from 'node:timers/promises'

/** Asks again and again until the answer is truthy, and returns it: processes, sockets and disks know no time but the real one. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  what: string,
  limitMs = 30_000,
): Promise<Exclude<Awaited<T>, null | undefined | false | 0 | ''>> {
  const end = performance.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer as Exclude<Awaited<T>, null | undefined | false | 0 | ''>
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`)
    await setTimeout(20)
  }
}
