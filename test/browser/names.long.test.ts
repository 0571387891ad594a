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

test('what to do now is never torn inside of a word, as long as that fits', async () => {
  const texts = ['Heating up', 'Add the grain and stir', 'Donaudampfschifffahrtsgesellschaftskapitänsmützen']
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle/brew`, 'phone')
  const torn: string[] = []
  for (const [n, text] of texts.entries()) {
    const steps = [{ name: 'Step', target: { kind: 'rest' }, confirmStart: text }]
    await stage.send('POST', '/schedules', { id: `words-${n}`, name: 'Words', steps })
    await stage.send('PUT', '/vessels/kettle/mode', { kind: 'schedule', schedule: `words-${n}` })
    await page.getByRole('heading', { name: text }).waitFor()
    for (const width of [320, 360, 390, 412]) {
      await page.setViewportSize({ width, height: 800 })
      // The next frame but one comes after the one in which the text was fitted.
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
      const words = await page.locator('fit-text span').evaluate(span => {
        const node = [...span.childNodes].find(({ nodeType }) => nodeType === Node.TEXT_NODE)!
        const line = document.createRange()
        return [...node.textContent!.matchAll(/\S+/g)].map(({ 0: word, index }) => {
          line.setStart(node, index)
          line.setEnd(node, index + word.length)
          return { word, lines: new Set([...line.getClientRects()].map(({ top }) => top)).size }
        })
      })
      expect(words.map(({ word }) => word).join(' ')).toBe(text)
      torn.push(...words.filter(({ lines }) => lines > 1).map(({ word }) => `${word} at ${width}`))
      const hidden = await page
        .locator('fit-text')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      expect(hidden).toBe(false)
    }
  }
  expect(torn.filter(word => !word.startsWith('Donau'))).toEqual([])
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await close()
}, 120_000)
