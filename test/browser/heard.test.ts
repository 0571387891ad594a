import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { type Maelstrom, openMaelstrom } from '../../server/maelstrom.ts'
import { eventually } from '../eventually.ts'
import { openEars } from './ears.ts'
import { openBrowser } from './window.ts'

const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
let browser: Browser
let house: Maelstrom
beforeAll(async () => {
  browser = await openBrowser()
  const config = { port: 0, host: '127.0.0.1', database: join(folder, 'a.sqlite'), demo: false, serialPort: null }
  house = await openMaelstrom(config, undefined, () => {})
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
  rmSync(folder, { recursive: true })
}, 60_000)

/** A call is repeated every four seconds. */
const oneCall = 4_500

test('an alarm is heard and notified in a real browser until it is acknowledged, then it is quiet', async () => {
  const ears = await openEars(browser, house.url)
  expect(await ears.listen(300)).toBe(0)
  const alarm = {
    channel: 'alarms',
    payload: { alarms: [{ source: 'cellar', code: 1001, msg: 'Pilot light is out' }] },
  }
  const body = new URLSearchParams({ channel: 'alarms', data: JSON.stringify(alarm) })
  expect((await fetch(`${house.url}/publish`, { method: 'POST', body })).status).toBe(200)

  expect(await ears.listen(oneCall)).toBeGreaterThan(0.05)
  await eventually(async () => (await ears.notices()).length === 1, 'a notification')
  expect(await ears.notices()).toEqual([{ title: 'High alarm', body: 'Pilot light is out' }])

  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${house.url}/api/v1/alarms/acknowledge`, {
    method: 'POST',
    headers,
    body: '{"by":"Anna"}',
  })
  expect(answer.status).toBe(200)
  await ears.page.locator('alarm-banner section').waitFor({ state: 'detached' })
  // What is left of a call that had begun.
  await eventually(async () => (await ears.listen(200)) === 0, 'silence')
  expect(await ears.listen(oneCall)).toBe(0)
  expect(await ears.notices()).toEqual([])
  await ears.close()
}, 60_000)

test('the page says truly whether alarms are notified, also when that changes', async () => {
  const words = async (context: BrowserContext) => {
    const page = await context.newPage()
    await page.goto(`${house.url}/#/alarms`)
    const row = page.locator('alarm-device .row').last()
    await row.waitFor()
    return row
  }
  const android = await browser.newContext()
  await android.addInitScript(() => {
    const { permission } = Notification
    const illegal = () => {
      throw new TypeError('Illegal constructor')
    }
    window.Notification = Object.assign(illegal, { permission }) as unknown as typeof Notification
  })
  expect(await (await words(android)).innerText()).toBe('This browser shows no notifications here.')
  const http = await browser.newContext()
  await http.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }))
  expect(await (await words(http)).innerText()).toContain('only of pages that come over HTTPS')

  const context = await browser.newContext()
  const row = await words(context)
  const before = await row.innerText()
  await context.grantPermissions(['notifications'], { origin: house.url })
  await row.getByText('New alarms are notified while you look elsewhere.').waitFor()
  expect(before).not.toContain('New alarms')
  for (const opened of [android, http, context]) await opened.close()
}, 60_000)
