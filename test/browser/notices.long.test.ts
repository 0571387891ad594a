import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type Maelstrom, openMaelstrom } from '../../server/maelstrom.ts'
import { axeFindings } from './axe.ts'
import { openBrowser, openWindow, type Screen, screens, tightSpots } from './window.ts'

const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
let browser: Browser
const houses: Maelstrom[] = []
beforeAll(async () => {
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  for (const house of houses) await house.close()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

/** A house with nothing in it. */
async function emptyHouse(): Promise<Maelstrom> {
  const database = join(folder, `${houses.length}.sqlite`)
  const config = { port: 0, host: '127.0.0.1', database, demo: false, serialPort: null }
  const house = await openMaelstrom(config, undefined, () => {})
  houses.push(house)
  return house
}

async function send(house: Maelstrom, method: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${house.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
}

const faults = async (page: Page) => [...(await tightSpots(page)), ...(await axeFindings(page))]

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('what is due stands on every page until it is dismissed; what rings is an alarm', async () => {
    const house = await emptyHouse()
    await send(house, 'POST', '/vessels', { id: 'tank', name: 'Tank' })
    const { page, complaints, close } = await openWindow(browser, `${house.url}/#/alarms`, screen)
    await page.getByRole('heading', { name: 'Alarms', exact: true }).waitFor()
    const events = [
      { at: 0, text: 'Pitch the yeast' },
      { at: 0.5, text: 'Close the valve', alarm: true },
      { at: 1, text: 'Take a sample' },
    ]
    await send(house, 'POST', '/profiles', { id: 'brew', name: 'Brew', points: [{ at: 0, temperature: 18 }], events })
    await send(house, 'PUT', '/vessels/tank/mode', { kind: 'profile', profile: 'brew' })
    const notice = page.getByRole('region', { name: 'Due now' })
    await notice.getByText('Take a sample').waitFor()
    await notice.getByText('Pitch the yeast').waitFor()
    await page.getByRole('region', { name: 'Alarm', exact: true }).getByText('Close the valve').waitFor()
    expect(await notice.getByText('Close the valve').count()).toBe(0)
    expect(await faults(page)).toEqual([])

    await page.getByRole('button', { name: 'Dismiss: Take a sample' }).click()
    await notice.getByText('Take a sample').waitFor({ state: 'hidden' })
    await page.goto(`${house.url}/#/profiles`)
    await page.reload()
    await notice.getByText('Pitch the yeast').waitFor()
    expect(await notice.getByRole('listitem').count()).toBe(1)
    await page.getByRole('button', { name: 'Dismiss: Pitch the yeast' }).click()
    await notice.waitFor({ state: 'hidden' })

    await page.goto(`${house.url}/#/alarms`)
    const ringing = page.locator('alarm-item').filter({ hasText: 'Close the valve' })
    await ringing.getByRole('button', { name: 'Acknowledge' }).click()
    await ringing.waitFor({ state: 'hidden' })
    await page.goto(`${house.url}/#/vessels/tank`)
    await page.getByRole('button', { name: /Pitch the yeast/ }).waitFor()
    expect(complaints).toEqual([])
    await close()
  }, 60_000)

  test('whether an event rings is a tick in the editor', async () => {
    const house = await emptyHouse()
    const points = [{ at: 0, temperature: 18 }]
    await send(house, 'POST', '/profiles', { id: 'brew', name: 'Brew', points, events: [{ at: 60, text: 'Stir' }] })
    const { page, close } = await openWindow(browser, `${house.url}/#/profiles/brew`, screen)
    await page.getByLabel('Ring an alarm for event 1').check()
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('“Brew” is saved').waitFor()
    expect(house.brewery.configuration.find('profiles', 'brew').events[0]?.alarm).toBe(true)
    await close()
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'an empty house offers the demonstration or a board, in %s',
    async scheme => {
      const house = await emptyHouse()
      const { page, complaints, close } = await openWindow(browser, house.url, screen, scheme)
      await page.getByRole('heading', { name: 'No vessels yet' }).waitFor()
      expect(await faults(page)).toEqual([])
      expect((await page.screenshot()).length).toBeGreaterThan(5_000)
      await page.getByRole('link', { name: 'Connect a board' }).click()
      await page.getByRole('heading', { name: 'Three steps to a first reading' }).waitFor()
      await page.goBack()
      await page.getByRole('button', { name: 'Look at the demonstration' }).click()
      await page.locator('vessel-card').nth(1).waitFor()
      const kettle = page.locator('vessel-card').filter({ hasText: 'Kettle' })
      await kettle
        .locator('process-value')
        .getByText(/\d+\.\d/)
        .first()
        .waitFor()
      expect(await page.getByRole('region', { name: 'Due now' }).count()).toBe(0)
      expect(complaints).toEqual([])
      await close()
    },
    90_000,
  )

  test('with sensors of its own a house is not offered the demonstration', async () => {
    const house = await emptyHouse()
    const driver = { kind: 'channel', channel: 'cellar', unit: 'celsius' }
    await send(house, 'POST', '/sensors', { id: 'cellar', name: 'Cellar', board: null, driver })
    const { page, close } = await openWindow(browser, house.url, screen)
    await page.getByRole('link', { name: 'Connect a board' }).waitFor()
    expect(await page.getByRole('button', { name: 'Look at the demonstration' }).count()).toBe(0)
    await close()
  }, 60_000)
})

test('what is dismissed in one window is so in every window of the device, and stays so', async () => {
  const house = await emptyHouse()
  await send(house, 'POST', '/vessels', { id: 'tank', name: 'Tank' })
  const events = ['Pitch the yeast', 'Take a sample'].map((text, at) => ({ at, text }))
  await send(house, 'POST', '/profiles', { id: 'brew', name: 'Brew', points: [{ at: 0, temperature: 18 }], events })
  await send(house, 'PUT', '/vessels/tank/mode', { kind: 'profile', profile: 'brew' })
  const { page, close } = await openWindow(browser, house.url, 'desktop')
  const another = await page.context().newPage()
  await another.goto(house.url)
  const due = (window: Page) => window.getByRole('region', { name: 'Due now' })
  for (const window of [page, another]) await due(window).getByText('Take a sample').waitFor()
  await page.getByRole('button', { name: 'Dismiss: Take a sample' }).click()
  await due(another).getByText('Take a sample').waitFor({ state: 'hidden' })
  await another.getByRole('button', { name: 'Dismiss: Pitch the yeast' }).click()
  await due(page).waitFor({ state: 'hidden' })
  await close()
}, 60_000)
