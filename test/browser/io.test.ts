import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type Maelstrom, openMaelstrom } from '../../server/maelstrom.ts'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { confirm, openBrowser, openWindow, type Screen, screens, tightSpots } from './window.ts'

const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
let empty: Maelstrom
let demo: Maelstrom
let browser: Browser

beforeAll(async () => {
  const open = (name: string, demo: boolean) =>
    openMaelstrom(
      { port: 0, host: '127.0.0.1', database: join(folder, name), demo, serialPort: null },
      undefined,
      () => {},
    )
  empty = await open('empty.sqlite', false)
  demo = await open('demo.sqlite', true)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await empty?.close()
  await demo?.close()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

async function rest(house: Maelstrom, method: string, path: string, body?: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(`${house.url}/api/v1${path}`, { method, ...(body && { headers, body: JSON.stringify(body) }) })
}

const sheet = (page: Page) => page.locator('io-sheet wa-dialog')
const fault = async (page: Page) => [...(await tightSpots(page)), ...(await axeFindings(page))]

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('from an empty house to a first reading in three steps', async () => {
    const { page, complaints, close } = await openWindow(browser, `${empty.url}/#/io`, screen)
    await page.getByRole('button', { name: 'Connect a board' }).click()
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText('Give it a name.').first().waitFor()
    await page.getByLabel('Name').fill('Bench')
    await page.getByLabel('How it is reached').selectOption('simulated')
    expect(await fault(page)).toEqual([])
    await page.getByRole('button', { name: 'Connect', exact: true }).click()

    await page.getByRole('button', { name: /^Pin 2 free/ }).click()
    await page.getByRole('button', { name: /DS18B20 probe/ }).click()
    await page.locator('probe-picker li button').nth(2).waitFor()
    await page.getByLabel('Name').fill('Beer')
    await page.getByRole('button', { name: 'Save and measure' }).click()
    await page.getByText('Several answer. Choose which one it is.').waitFor()
    await page.locator('probe-picker li button').first().click()
    await page.locator('probe-picker [aria-pressed=true]').waitFor()
    expect(await fault(page)).toEqual([])
    await page.getByRole('button', { name: 'Save and measure' }).click()
    await page.locator('pin-panel .value').getByText('°C').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: /^Pin 2 Beer .*°C/ }).waitFor()
    expect(await fault(page)).toEqual([])

    await page.getByRole('button', { name: 'Vessel', exact: true }).click()
    await page.getByLabel('Name').fill('Fermenter')
    await page.getByLabel('Thermometer', { exact: true }).selectOption('beer')
    await page.getByRole('button', { name: 'Put it together' }).click()
    await page.getByRole('button', { name: 'Change Fermenter' }).waitFor()
    expect(complaints).toEqual([])
    await close()
    for (const path of ['/vessels/fermenter', '/sensors/beer', '/boards/bench']) await rest(empty, 'DELETE', path)
  }, 120_000)

  test('the board shows how it is, its pins what they do; one that is taken leads to what hangs on it', async () => {
    const { page, complaints, close } = await openWindow(browser, `${demo.url}/#/io`, screen)
    await page.getByText('Armed: outputs go off by themselves').waitFor()
    await page.getByRole('button', { name: /^Pin A0 Room .*°C/ }).waitFor()
    expect(await fault(page)).toEqual([])
    await page.getByRole('button', { name: /^Pin ~5 Kettle pump/ }).click()
    await sheet(page).getByRole('button', { name: 'Kettle pump' }).click()
    await page.getByLabel('Power').fill('45')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await eventually(
      async () => demo.brewery.configuration.find('actuators', 'pump').power === 45,
      'the power at the server',
    )
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('an actuator is tested for some seconds; a heater asks twice, one that is driven says why not', async () => {
    const { page, close } = await openWindow(browser, `${demo.url}/#/io`, screen)
    await page.getByText('Armed: outputs go off').waitFor()
    await demo.brewery.setMode('kettle', { kind: 'constant', setPoint: 40 })
    const button = page.getByRole('button', { name: 'Test Kettle element' })
    const insist = (done: () => Promise<boolean>, what: string) =>
      eventually(async () => {
        if (!(await done())) await button.click({ timeout: 1000 }).catch(() => {})
        return done()
      }, what)
    await insist(() => page.getByText('switch the vessel off to test it').isVisible(), 'the reason')
    await demo.brewery.setMode('kettle', { kind: 'off' })
    const element = () => demo.simulations.of('arduino')!.relays.kettleElement
    await eventually(async () => !element().isDriven, 'the element to rest')
    await insist(async () => element().isDriven, 'the element to be on')
    await eventually(async () => !element().isDriven, 'the element to go off by itself')
    await close()
  }, 120_000)

  test('a thermometer is calibrated and the calibration taken back', async () => {
    const { page, complaints, close } = await openWindow(browser, `${demo.url}/#/io`, screen)
    const points = () => demo.brewery.configuration.find('sensors', 'air').calibration
    await page.getByRole('button', { name: 'Calibrate Fridge air probe' }).click()
    await page.getByRole('button', { name: 'Boiling' }).click()
    await page.getByLabel('Height above sea level').fill('1000')
    await page.getByLabel('Height above sea level').press('Enter')
    await page.getByText(/Water boils at 96\.\d/).waitFor()
    await page.getByText('which is far off').waitFor()
    await page.getByRole('button', { name: 'Another', exact: true }).click()
    await page.getByLabel('The thermometer you trust says').fill('20')
    await page.getByRole('button', { name: 'Ice water' }).click()
    await page.getByRole('button', { name: 'Another', exact: true }).click()
    expect(await page.getByRole('button', { name: 'Use this point', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('The thermometer you trust says').fill('20')
    expect(await fault(page)).toEqual([])
    await page.getByRole('button', { name: /^Use this point/ }).click()
    await eventually(async () => points().length === 1, 'a point')
    await page.getByRole('button', { name: 'Remove point 1' }).click()
    await eventually(async () => points().length === 0, 'no point')
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})

test('what is removed can be brought back, and what is in use stays', async () => {
  const { page, close } = await openWindow(browser, `${demo.url}/#/io`, 'desktop')
  await page.getByRole('button', { name: 'Change Room' }).click()
  await confirm(page, 'Remove')
  await page.getByRole('button', { name: /^Pin A0 free/ }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: /^Pin A0 Room/ }).waitFor()
  await page.getByRole('button', { name: 'Change Fermenter' }).click()
  const before = demo.brewery.vessel('fermenter').mode
  await confirm(page, 'Remove')
  await page.getByText('Fermenter removed').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone').waitFor()
  expect(before.kind).toBe('profile')
  expect(demo.brewery.vessel('fermenter').mode).toEqual(before)
  await page.getByRole('button', { name: 'Change board Arduino' }).click()
  await confirm(page, 'Remove')
  await page.getByText('The board arduino is used by').waitFor()
  await close()
}, 120_000)

test('a number that cannot be taken stands in the way only as long as it is asked for', async () => {
  const { page, close } = await openWindow(browser, `${empty.url}/#/io`, 'phone')
  await page.getByRole('button', { name: 'Connect a board' }).click()
  await page.getByLabel('Name').fill('Bench')
  await page.getByLabel('How it is reached').selectOption('serial')
  await page.getByLabel('Speed').fill('7')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.locator('thing-form .problem:visible').getByText('Expected').waitFor()
  await page.getByLabel('How it is reached').selectOption('simulated')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('heading', { name: 'Bench' }).waitFor()
  await close()
  await rest(empty, 'DELETE', '/boards/bench')
}, 120_000)

test('what is saved late closes no other sheet that is open by then', async () => {
  const { page, close } = await openWindow(browser, `${demo.url}/#/io`, 'phone')
  let goOn = () => {}
  const held = new Promise<void>(resolve => {
    goOn = resolve
  })
  await page.route('**/actuators/pump', async route => {
    await held
    await route.continue()
  })
  await page.getByRole('button', { name: /^Pin ~5 Kettle pump/ }).click()
  await sheet(page).getByRole('button', { name: 'Kettle pump' }).click()
  const asked = page.waitForRequest('**/actuators/pump')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await asked
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Change Room' }).click()
  await page.getByLabel('Name').fill('Cellar')
  const answered = page.waitForResponse('**/actuators/pump')
  goOn()
  await (await answered).finished()
  await page.getByLabel('Name').press('End')
  expect(await page.getByLabel('Name').inputValue()).toBe('Cellar')
  await close()
}, 120_000)

test('what somebody else changed meanwhile holds, and what is the same is not overwritten', async () => {
  const { page, close } = await openWindow(browser, `${demo.url}/#/io`, 'desktop')
  const pump = () => demo.brewery.configuration.find('actuators', 'pump')
  const elsewhere = (change: object) => rest(demo, 'PUT', '/actuators/pump', { ...pump(), ...change })
  const before = pump()
  const open = () => page.getByRole('button', { name: /^Change (Kettle pump|Recirculation)/ }).click()
  await open()
  await page.getByLabel('Name').fill('Recirculation')
  await elsewhere({ power: 77 })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await eventually(async () => pump().name === 'Recirculation', 'the name at the server')
  expect(pump().power).toBe(77)
  await page.getByRole('button', { name: 'Change Recirculation' }).waitFor()
  await open()
  await page.getByLabel('Power').fill('55')
  await elsewhere({ power: 66 })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Somebody else has just changed this too').waitFor()
  expect(pump().power).toBe(66)
  await close()
  await elsewhere({ name: before.name, power: before.power })
}, 120_000)

test('a tap beside the sheet takes nothing of what was typed into it', async () => {
  const { page, close } = await openWindow(browser, `${empty.url}/#/io`, 'desktop')
  await page.getByRole('button', { name: 'Connect a board' }).click()
  await page.getByLabel('Name').fill('Bench')
  await page.getByLabel('How it is reached').selectOption('simulated')
  await page.mouse.click(5, 5)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('heading', { name: 'Bench' }).waitFor()
  await close()
  await rest(empty, 'DELETE', '/boards/bench')
}, 120_000)
