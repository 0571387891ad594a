import type { Settings } from '../../data/model/setting.ts'
import type { Trace } from './traces.ts'

/** A call that was made, and what came of it. */
export interface Call {
  /** `POST /profiles`. */
  text: string
  ok: boolean
  /** The answer, or why it failed. */
  result: string
}

/** Whether a call was done, or what it was about does not exist. */
export type Outcome = 'done' | 'gone' | 'failed'

/** What an experiment works with: the real interface of the brewery, each call noted. */
export interface Bench {
  /** Never fails: what came of it is noted, and answered. `trace` is remembered when it was done. */
  call(method: string, path: string, body?: unknown, trace?: Trace): Promise<Outcome>
  /** The settings as the server has them now. Like `logo` it fails when they cannot be read, which is noted. */
  settings(): Promise<Settings>
  /** The picture that is the logo now, base64; null when there is none. */
  logo(): Promise<string | null>
  /** Server time, ms. */
  now(): number
  /** Waits; fails with an `AbortError` when the experiment is stopped. */
  pause(ms: number): Promise<void>
}

/** A button of the debugger. */
export interface Experiment {
  id: string
  label: string
  /** What it sends, in one line. */
  sends: string
  run(bench: Bench): Promise<void>
}

/** Makes the bench of one run. */
export function createBench(world: {
  request(method: string, path: string, body?: unknown): Promise<unknown>
  settings(): Promise<Settings>
  logo(): Promise<string | null>
  now(): number
  signal: AbortSignal
  note(call: Call): void
  remember(trace: Trace): void
}): Bench {
  async function ask<T>(text: string, question: () => Promise<T>): Promise<T> {
    try {
      return await question()
    } catch (error) {
      world.note({ text, ok: false, result: (error as Error).message })
      throw error
    }
  }

  return {
    settings: () => ask('GET /settings', world.settings),
    logo: () => ask('GET /logo', world.logo),
    now: () => Math.round(world.now()),
    async call(method, path, body, trace) {
      const text = `${method} ${path}`
      try {
        const answer = await world.request(method, path, body)
        if (trace) world.remember(trace)
        world.note({ text, ok: true, result: answer === undefined ? 'done' : briefly(answer) })
        return 'done'
      } catch (error) {
        world.note({ text, ok: false, result: (error as Error).message })
        return (error as { status?: number }).status === 404 ? 'gone' : 'failed'
      }
    },
    pause: ms =>
      new Promise((resolve, reject) => {
        world.signal.throwIfAborted()
        const stop = () => {
          clearTimeout(timer)
          reject(world.signal.reason)
        }
        const timer = setTimeout(() => {
          world.signal.removeEventListener('abort', stop)
          resolve()
        }, ms)
        world.signal.addEventListener('abort', stop, { once: true })
      }),
  }
}

const longest = 120

function briefly(answer: unknown): string {
  const text = JSON.stringify(answer)
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}
