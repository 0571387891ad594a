import type { Browser } from 'playwright-core'
import { type House, openHouse } from './house.ts'
import { openBrowser } from './window.ts'

/** A brewery and a browser that all tests of a file share. */
export interface Stage {
  readonly house: House
  readonly browser: Browser
  /** What REST answers at a path below `/api/v1`, with its slash; fails when it refuses. */
  read<T>(path: string): Promise<T>
  send(method: string, path: string, body?: unknown): Promise<Response>
}

/** Opens them before the first test of the file and closes them after the last; called once, above all other hooks. */
export function sharedStage(): Stage {
  let [house, browser]: [House?, Browser?] = []
  beforeAll(async () => {
    house = await openHouse()
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  }, 120_000)
  function send(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) }
    return fetch(`${house!.url}/api/v1${path}`, { method, ...sent })
  }
  return {
    async read<T>(path: string) {
      const answer = await send('GET', path)
      if (!answer.ok) throw new Error(`GET ${path} was answered with ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as T
    },
    send,
    get house() {
      return house!
    },
    get browser() {
      return browser!
    },
  }
}

/** Makes the kettle's probe stray: it takes half a minute to feel the heater, and a page shows at once that it is live. */
export const letKettleStray = (stage: Stage): Promise<Response> =>
  stage.send('POST', '/simulations/arduino/faults', { kind: 'sensor-noisy', sensor: 'kettle', deviation: 0.2 })
