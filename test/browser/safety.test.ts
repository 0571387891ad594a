import type { Page } from 'playwright-core'
import type { Trip } from '../../data/model/safety.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, takePicture, tightSpots } from './window.ts'

const stage = sharedStage()
afterEach(async () => {
  await call('DELETE', '/emergency-stop')
})

const call = async <T>(method: string, path: string, body?: object): Promise<T> =>
  (await (await stage.send(method, path, body)).json()) as T

const latched = async () => (await call<{ latched: boolean }>('GET', '/emergency-stop')).latched
const banner = (page: Page) => page.locator('emergency-banner section')

const routes = [
  '',
  'vessels/kettle',
  'profiles',
  'alarms',
  'io',
  'logs',
  'settings',
  'debugger',
  'safety',
  'api',
  'more',
]

/** Holds a button for as long as it asks for. */
async function hold(page: Page): Promise<void> {
  await page.locator('hold-button button').hover()
  await page.mouse.down()
  await banner(page).waitFor({ state: 'detached' })
  await page.mouse.up()
}

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('the emergency stop is on every page, and so is its banner until somebody holds to clear it', async () => {
    const modes = await call<Mode>('GET', '/vessels/kettle/mode')
    await call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 70 })
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/`, screen)
    for (const route of routes) {
      await page.goto(`${stage.house.url}/#/${route}`)
      await page.getByRole('button', { name: 'Stop everything' }).waitFor()
      expect(await latched()).toBe(false)
    }
    await page.getByRole('button', { name: 'Stop everything' }).click()
    expect(await latched()).toBe(false)
    await page.getByRole('button', { name: 'Switch everything off' }).click()
    await banner(page).getByText('Emergency stop: everything is off').waitFor()
    expect(await latched()).toBe(true)
    expect(await page.locator('alarm-banner').getByText('emergency stop').count()).toBe(0)
    await banner(page).getByRole('button', { name: 'Acknowledge' }).click()
    await banner(page).getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'detached' })
    for (const route of routes) {
      await page.goto(`${stage.house.url}/#/${route}`)
      await banner(page).waitFor()
      await page.locator('main h1').first().waitFor({ state: 'attached' })
      expect(await page.getByRole('button', { name: 'Stop everything' }).isDisabled()).toBe(true)
    }
    await page.goto(`${stage.house.url}/#/vessels/kettle`)
    await page.locator('vessel-safety').waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `emergency-${screen}`)
    await page.getByRole('button', { name: 'Constant', exact: true }).click({ trial: true })
    // A tap is not enough.
    await page.locator('hold-button button').click()
    expect(await latched()).toBe(true)
    await hold(page)
    expect(await latched()).toBe(false)
    expect(await call<Mode>('GET', '/vessels/kettle/mode')).toEqual({ kind: 'off' })
    expect(complaints).toEqual([])
    await call('PUT', '/vessels/kettle/mode', modes)
    await close()
  }, 180_000)

  test('a trip is shown on the page of its vessel with what to check, and is reset there', async () => {
    const vessel = await call<Vessel>('GET', '/vessels/kettle')
    await call('PUT', '/vessels/kettle', { ...vessel, limits: { maximum: 10, minimum: null } })
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    const safety = page.locator('vessel-safety')
    await safety.getByText('Too hot').first().waitFor()
    await safety.getByText('above its limit of 10.0 °C: heating is cut off').first().waitFor()
    await safety.getByText('Arduino: Armed: outputs go off by themselves').waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `trip-${screen}`)
    const fixed = await call<Vessel>('GET', '/vessels/kettle')
    await call('PUT', '/vessels/kettle', { ...fixed, limits: null })
    await eventually(async () => {
      const button = safety.locator('confirm-button button')
      if ((await button.count()) > 0)
        await button
          .first()
          .click({ timeout: 1000 })
          .catch(() => {})
      return (await call<{ items: Trip[] }>('GET', '/trips?latched=true')).items.length === 0
    }, 'the trip to be reset')
    await safety.getByText('Nothing has tripped.').waitFor()
    await safety.getByText('Earlier trips').click()
    await safety.getByText('reset by somebody').first().waitFor()

    await page.goto(`${stage.house.url}/#/safety`)
    await page.getByText('This is not a safety device').waitFor()
    await page.locator('trip-list').getByText('Too hot').first().waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `safety-${screen}`)
    expect(complaints).toEqual([])
    await close()
  }, 180_000)
})
