import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Maelstrom, openMaelstrom } from '../../server/maelstrom.ts'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { openBrowser, openWindow, type Screen, screens, tightSpots } from './window.ts'

let browser: Browser
let house: Maelstrom
const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
beforeAll(async () => {
  browser = await openBrowser()
}, 60_000)
afterEach(() => house?.close())
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
}, 60_000)

const open = (database: string) =>
  openMaelstrom(
    { port: 0, host: '127.0.0.1', database: join(folder, database), demo: true, serialPort: null },
    undefined,
    () => {},
  )

test.each(Object.keys(screens) as Screen[])(
  'on a %s the demonstration is left with one confirmed action',
  async screen => {
    house = await open(`${screen}.sqlite`)
    const { configuration } = house.brewery
    await configuration.create('profiles', {
      id: 'mine',
      name: 'Mine',
      by: 'elapsed',
      points: [{ at: 0, temperature: 12, approach: 'step' }],
      events: [],
    })
    const { page, complaints, close } = await openWindow(browser, house.url, screen)
    await page.getByRole('link', { name: 'Leave it for your own brewery' }).click()
    await page.getByRole('heading', { name: 'Demonstration' }).waitFor()
    await page.getByText('Fermenter, Kettle and a simulated board').waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])

    const leave = page.getByRole('button', { name: /leave the demonstration/i })
    await leave.click()
    await page.getByRole('button', { name: /^Tap again/ }).waitFor()
    expect(configuration.plan.vessels).toHaveLength(2)
    await eventually(async () => {
      // Gone as soon as it is done.
      await leave.click({ timeout: 500 }).catch(() => {})
      return configuration.plan.boards.length === 0
    }, 'the demonstration to go')

    // And leads to where a board is connected.
    await page.getByRole('heading', { name: 'Three steps to a first reading' }).waitFor()
    await page.getByRole('button', { name: 'Connect a board' }).waitFor()
    await page.goto(`${house.url}/#/`)
    await page.getByRole('heading', { name: 'No vessels yet' }).waitFor()
    expect(await page.getByRole('link', { name: 'Leave it for your own brewery' }).isVisible()).toBe(false)
    expect(configuration.plan.profiles.map(({ id }) => id)).toEqual(['mine'])
    expect(complaints).toEqual([])
    await close()
  },
  60_000,
)

test('what still needs it is named where one would leave it, and once that is gone it can be left', async () => {
  house = await open('needed.sqlite')
  const { configuration } = house.brewery
  const rule = {
    id: 'warm',
    name: 'Too warm',
    source: { kind: 'vessel' as const, id: 'fermenter' },
    condition: { kind: 'high' as const, limit: 25, deadband: 1 },
    delay: 0,
    offDelay: 0,
    priority: 'high' as const,
    message: null,
  }
  await configuration.create('alarm-rules', rule)
  const { page, close } = await openWindow(browser, `${house.url}/#/settings`, 'phone')
  await page.getByText('alarm rule “Too warm” watches its “Fermenter”').waitFor()
  expect(await page.getByRole('button', { name: 'Leave the demonstration' }).isVisible()).toBe(false)
  expect(await axeFindings(page)).toEqual([])
  await configuration.remove('alarm-rules', 'warm', null)
  await page.getByRole('button', { name: 'Leave the demonstration' }).waitFor()
  await close()
}, 60_000)
