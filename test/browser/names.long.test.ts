import type { Settings } from '../../data/model/setting.ts'
import { sharedStage } from './stage.ts'
import { openWindow, tightSpots } from './window.ts'

const stage = sharedStage()

const name = 'Kellergärbehälterdruckregelventilkugelhahnanschluss 12'

/** Gives all of a kind the same long name. */
async function rename(kind: string): Promise<void> {
  const { items } = await stage.read<{ items: { id: string }[] }>(`/${kind}`)
  expect(items.length).toBeGreaterThan(0)
  for (const item of items) {
    const { status } = await stage.send('PUT', `/${kind}/${item.id}`, { ...item, name })
    expect(status).toBe(200)
  }
}

test('a name of one long word makes no page wider than a phone', async () => {
  const step = { name, target: { kind: 'temperature', temperature: 67 }, confirmStart: `${name} ${name}` }
  await stage.send('POST', '/schedules', { id: 'mash', name, steps: [step] })
  for (const kind of ['boards', 'sensors', 'actuators', 'vessels', 'profiles']) await rename(kind)
  await stage.send('PUT', '/settings', { ...(await stage.read<Settings>('/settings')), breweryName: name })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'schedule', schedule: 'mash' })
  const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  const pages = {
    '': 'brewery-page',
    'vessels/kettle': 'vessel-page',
    'vessels/kettle/brew': 'brew-page',
    profiles: 'profiles-page',
    'profiles/ale': 'profile-page',
    schedules: 'schedules-page',
    'schedules/mash': 'schedule-page',
    alarms: 'alarms-page',
    io: 'io-page',
    settings: 'settings-page',
    safety: 'safety-page',
    debugger: 'debugger-page',
  }
  const found: Record<string, string[]> = {}
  for (const [route, element] of Object.entries(pages)) {
    await page.evaluate(to => (location.hash = `#/${to}`), route)
    await page.locator(`${element} h1`).first().waitFor({ state: 'attached' })
    found[route] = (await tightSpots(page)).filter(spot => spot.startsWith('the page'))
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(pages).map(route => [route, []])))
  expect(complaints).toEqual([])
  await close()
}, 120_000)

test('on the narrowest phone all pages are a thumb away', async () => {
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.setViewportSize({ width: 320, height: 568 })
  await page.locator('vessel-card process-value').first().waitFor()
  expect(await tightSpots(page)).toEqual([])
  await close()
}, 120_000)

test('on the narrowest phone numbers and modes are whole on one line, also in °F', async () => {
  const settings = await stage.read<Settings>('/settings')
  await stage.send('PUT', '/settings', { ...settings, unit: 'fahrenheit' })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 100 })
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.setViewportSize({ width: 320, height: 568 })
  const lines = (selector: string) =>
    page.locator(selector).evaluateAll(elements =>
      elements.map(element => {
        const text = document.createRange()
        text.selectNodeContents(element)
        const sticksOut = element.scrollWidth > element.clientWidth && getComputedStyle(element).display !== 'inline'
        const height = Number.parseFloat(getComputedStyle(element).fontSize) * 2
        return sticksOut || text.getBoundingClientRect().height > height ? element.textContent!.trim() : 'whole'
      }),
    )
  const whole = (count: number) => Array.from({ length: count }, () => 'whole')
  await page.getByText('212.0').first().waitFor()
  expect(await lines('vessel-card .set .number, vessel-card process-value .value')).toEqual(whole(4))
  expect(await tightSpots(page)).toEqual([])
  await page.goto(`${stage.house.url}/#/vessels/kettle`)
  await page.getByRole('textbox', { name: 'Set point' }).waitFor()
  expect(await lines('.now process-value .value, mode-control .modes button')).toEqual(whole(7))
  const stepper = page.locator('mode-control number-stepper label').first()
  expect(await stepper.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  await close()
}, 120_000)
