import type { Config } from './config.ts'
import type { Maelstrom } from './maelstrom.ts'

type House = Pick<Maelstrom, 'url' | 'close'>

/** Opens a house that is closed and opened again, on the same port, whenever it asks for a restart. Fails like `open`. */
export async function reopening(
  open: (config: Config, restart: () => void) => Promise<House>,
  config: Config,
): Promise<House> {
  let leaving = false
  let current: Promise<House | null>

  function begin(config: Config): Promise<House> {
    let asked = false
    const opening = open(config, () => {
      // Whatever lies ready by the time it is closed is what it is opened with: once is enough.
      if (asked) return
      asked = true
      current = opening.then(again)
    })
    current = opening
    return opening
  }

  async function again(house: House): Promise<House | null> {
    await house.close()
    return leaving ? null : begin({ ...config, port })
  }

  const { url } = await begin(config)
  // Where screens look for it; a URL says nothing of port 80.
  const port = config.port || Number(new URL(url).port)
  return {
    url,
    async close() {
      leaving = true
      const house = await current
      await house?.close()
    },
  }
}
