import type { Browser } from 'playwright-core'
import { type House, openHouse } from './house.ts'
import { openBrowser } from './window.ts'

/** A brewery and a browser that all tests of a file share. */
export interface Stage {
  readonly house: House
  readonly browser: Browser
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
  return {
    get house() {
      return house!
    },
    get browser() {
      return browser!
    },
  }
}
