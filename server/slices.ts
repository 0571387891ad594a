import { setImmediate } from 'node:timers/promises'

/** How long the house may be kept waiting at a time, ms; commands and readings come in between. */
const sliceMs = 6

/** Runs what yields often in short slices, so that control and doors never wait for it. */
export async function inSlices<T>(work: Generator<void, T>, uptime = () => performance.now()): Promise<T> {
  for (;;) {
    const until = uptime() + sliceMs
    do {
      const { done, value } = work.next()
      if (done) return value
    } while (uptime() < until)
    await setImmediate()
  }
}
