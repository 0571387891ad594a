import { Fault } from '../data/model/fault.ts'
import type { Clock } from '../data/model/units.ts'
import type { Config } from './config.ts'
import type { Maelstrom } from './maelstrom.ts'

type House = Pick<Maelstrom, 'url' | 'close'>

/** Ms after which a house that could not be opened again is tried once more: somebody else has its port, or its server is away. */
const retryAfter = 5_000

/**
 * Opens a house that is closed and opened again, on the same port, whenever it asks for a restart. Fails like `open`. What keeps it from
 * being opened again is said once, and it is tried until it works; `failed` hears of what no waiting mends.
 */
export async function reopening(parts: {
  open: (config: Config, restart: () => void) => Promise<House>
  config: Config
  clock: Pick<Clock, 'after'>
  say: (sentence: string) => void
  failed: (error: unknown) => void
}): Promise<House> {
  const { open, config, clock, say, failed } = parts
  let leaving = false
  let current: Promise<House | null>
  /** Ends a pause between two attempts. */
  let goOn = () => {}

  function begin(config: Config): Promise<House> {
    let asked = false
    const opening = open(config, () => {
      // Whatever lies ready by the time it is closed is what it is opened with: once is enough.
      if (asked) return
      asked = true
      current = opening.then(again).catch(error => {
        failed(error)
        return null
      })
    })
    return opening
  }

  async function again(house: House): Promise<House | null> {
    await house.close()
    let said = ''
    while (!leaving) {
      try {
        return await begin({ ...config, port })
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'unavailable') throw error
        if (error.message !== said) say(`Maelstrom is closed and tries to open again: ${error.message}`)
        said = error.message
      }
      await new Promise<void>(resolve => {
        const cancel = clock.after(retryAfter, resolve)
        goOn = () => {
          cancel()
          resolve()
        }
        if (leaving) goOn()
      })
    }
    return null
  }

  const first = begin(config)
  current = first
  const { url } = await first
  // Where screens look for it; a URL says nothing of port 80.
  const port = config.port || Number(new URL(url).port)
  return {
    url,
    async close() {
      leaving = true
      goOn()
      const house = await current
      await house?.close()
    },
  }
}
