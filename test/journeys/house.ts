import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type VirtualClock, virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import type { Config } from '../../server/config.ts'
import { type Maelstrom, openMaelstrom } from '../../server/maelstrom.ts'

/** The whole house on a clock the test advances: simulated board, real database, real HTTP and WebSocket. */
export interface TestHouse extends Maelstrom {
  clock: VirtualClock
  folder: string
  printed: string[]
  /** Calls the REST interface; answers status, ETag and parsed body. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** Lets time pass until the condition holds. */
  until(condition: () => boolean, limitMs?: number): Promise<number>
}

/** An answer of the REST interface; tests know what they asked for. */
export interface Reply {
  status: number
  etag: string | null
  // biome-ignore lint/suspicious/noExplicitAny: parsed JSON of whatever shape the test expects
  body: any
}

/** A frame a client heard. */
// biome-ignore lint/suspicious/noExplicitAny: parsed JSON of whatever shape the test expects
export type Frame = any

/** A folder that `cleanUp` removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
  folders.push(folder)
  return folder
}

const folders: string[] = []
const houses: TestHouse[] = []

/** Closes the houses that are still open and removes what they left; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const house of [...houses]) await house.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** Opens a house; in the folder of an earlier one it goes on with its database. */
export async function openHouse(
  config: Partial<Config> & { folder?: string; clock?: VirtualClock; restart?: () => void } = {},
): Promise<TestHouse> {
  const { folder = temporaryFolder(), clock = virtualClock(Date.UTC(2026, 0, 1)), restart, ...rest } = config
  const printed: string[] = []
  const database = join(folder, 'maelstrom.sqlite')
  const house = await openMaelstrom(
    { port: 0, host: '127.0.0.1', database, demo: true, serialPort: null, ...rest },
    clock,
    line => printed.push(line),
    restart,
  )
  const testHouse: TestHouse = {
    ...house,
    clock,
    folder,
    printed,
    async close() {
      if (houses.includes(testHouse)) houses.splice(houses.indexOf(testHouse), 1)
      const closed = house.close()
      // A port that is just being opened can be closed only when it is open, which takes a moment of this clock.
      await clock.advance(500)
      await closed
    },
    async call(method, path, body, headers = {}) {
      const response = await fetch(`${house.url}/api/v1${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, etag: response.headers.get('etag'), body: text && JSON.parse(text) }
    },
    until: (condition, limit = 10_000) => clock.advanceUntil(condition, limit),
  }
  houses.push(testHouse)
  return testHouse
}

/** A WebSocket client that keeps what it hears. */
export async function connect(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers })
  const heard: Frame[] = []
  let closed: { code: number; reason: string } | null = null
  socket.on('message', data => heard.push(JSON.parse(String(data))))
  socket.on('close', (code, reason) => {
    closed = { code, reason: String(reason) }
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return {
    socket,
    heard,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    /** Gives the sockets turns until something is true of what was heard. */
    async until<T>(
      found: (heard: Frame[], closed: { code: number; reason: string } | null) => T,
    ): Promise<NonNullable<T>> {
      const deadline = performance.now() + 10_000
      for (;;) {
        const result = found(heard, closed)
        if (result) return result
        if (performance.now() > deadline)
          throw new Error(`nothing came that fits; heard: ${JSON.stringify(heard).slice(0, 2000)}`)
        await setImmediate()
      }
    },
  }
}
