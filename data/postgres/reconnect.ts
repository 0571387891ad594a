/** Ms to wait before the first attempt; each later one waits twice as long, up to the longest. */
const first = 250
const longest = 15_000

/** Tries to connect again and again, from `begin` until it succeeds or `end` is said. */
export interface Reconnection {
  begin(): void
  /** Resolves when no attempt is under way any more. */
  end(): Promise<void>
}

/** @param failed hears why an attempt failed */
export function reconnecting(connect: () => Promise<void>, failed: (error: unknown) => void): Reconnection {
  let timer: NodeJS.Timeout | undefined
  let attempt: Promise<void> = Promise.resolve()
  let ended = false

  function schedule(wait: number): void {
    if (ended) return
    timer = setTimeout(() => {
      attempt = connect().catch(error => {
        failed(error)
        schedule(Math.min(wait * 2, longest))
      })
    }, wait)
  }

  return {
    begin: () => schedule(first),
    async end() {
      ended = true
      clearTimeout(timer)
      await attempt
    },
  }
}
