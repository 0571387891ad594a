import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Maelstrom, openMaelstrom } from '../../server/maelstrom.ts'
import { eventually } from '../eventually.ts'
import { connect } from '../journeys/house.ts'
import { openBrowser, openWindow } from './window.ts'

// The house runs in this process, so that both ends of the way can be seen: the screen and the simulated pins.
const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
let house: Maelstrom
let browser: Browser

beforeAll(async () => {
  const config = { port: 0, host: '127.0.0.1', database: join(folder, 'test.sqlite'), demo: true, serialPort: null }
  house = await openMaelstrom(config, undefined, () => {})
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

const plants = () => house.simulations.of('arduino')!
const value = 'vessel-card:has(h2:has-text("Kettle")) process-value .value'

test('a reading of the simulated board is on the screen within 1.5 s', async () => {
  await house.brewery.setMode('kettle', { kind: 'off' })
  const { page, complaints, close } = await openWindow(browser, house.url, 'phone')
  const text = () => page.locator(value).innerText()
  await eventually(async () => /^4\d\.\d/.test(await text()), 'a first value')
  const client = await connect(house.url)
  client.send({ action: 'subscribe', channel: 'data.sensors.wort' })

  // No faster than a liquid could get there: safety does not believe in more.
  const warm = Math.ceil(plants().kettle.probe) + 3.5
  plants().set({ kettle: { element: warm, bottom: warm, bed: warm, probe: warm, past: [] } })
  await eventually(async () => Number.parseFloat(await text()) >= warm - 0.2, 'the new value on the screen')
  const seen = Date.now()
  const reading = await client.until(heard => heard.find(({ data }) => data?.value > warm - 0.2))
  client.socket.close()
  expect(seen - reading.data.at).toBeLessThan(1_500)
  expect(complaints).toEqual([])
  await close()
}, 60_000)

test('a set point set in the browser moves the pin of the simulated board', async () => {
  const { page, complaints, close } = await openWindow(browser, `${house.url}/#/vessels/kettle`, 'phone')
  const element = async () => plants().relays.kettleElement
  expect(await element()).toEqual({ isDriven: false, isClosed: false })
  await page.getByText('Constant', { exact: true }).first().click()
  const field = page.getByRole('textbox', { name: 'Set point' })
  await field.fill('95')
  await field.press('Enter')
  await eventually(async () => (await element()).isDriven, 'the element to be switched on')
  await field.fill('20')
  await field.press('Enter')
  await eventually(async () => !(await element()).isDriven, 'the element to be switched off')
  expect(complaints).toEqual([])
  await close()
}, 60_000)
