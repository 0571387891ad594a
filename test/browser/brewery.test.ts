import type { Settings } from '../../data/model/setting.ts'
import type { Mode, Vessel } from '../../data/model/vessel.ts'
import { eventually } from '../eventually.ts'
import { letKettleStray, sharedStage } from './stage.ts'
import { confirm, nextText, openWindow, type Screen, screens, tightSpots } from './window.ts'

const stage = sharedStage()
beforeAll(() => letKettleStray(stage))

const modeOf = async (vessel: string): Promise<Mode> =>
  (await (await fetch(`${stage.house.url}/api/v1/vessels/${vessel}/mode`)).json()) as Mode

const card = (name: string) => `vessel-card:has(h2:has-text("${name}"))`

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('a card a vessel, whose value changes without a reload', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, screen)
    await page.locator('vessel-card activity-badge').nth(1).waitFor()
    expect(await page.locator('vessel-card h2').allInnerTexts()).toEqual(['Fermenter', 'Kettle'])
    const value = `${card('Kettle')} process-value .value`
    await page.locator(`${card('Kettle')} .unsure`).waitFor({ state: 'hidden' })
    const before = await page.locator(value).innerText()
    expect(before).toMatch(/^\d+\.\d\s*°C$/)
    expect(await nextText(page, value, before)).toMatch(/^\d+\.\d\s*°C$/)
    const waits = page.locator(`${card('Fermenter')} wait-list ul`)
    await eventually(async () => (await waits.innerText()).includes('Cooling may start in'), 'why it does not cool')
    expect(await tightSpots(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a set point changes in two taps, and back with a third', async () => {
    const before = (await modeOf('kettle')) as { setPoint: number }
    const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, screen)
    await page.locator(`${card('Kettle')} button.set`).click()
    await page.getByRole('button', { name: 'More: Set point' }).click()
    await eventually(async () => {
      const mode = await modeOf('kettle')
      return mode.kind === 'constant' && mode.setPoint === before.setPoint + 0.5
    }, 'the new set point at the server')
    expect(await tightSpots(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(
      async () => ((await modeOf('kettle')) as { setPoint: number }).setPoint === before.setPoint,
      'undo',
    )
    await page.keyboard.press('Escape')
    await page.locator('wa-dialog[open]').waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('what heats by hand asks for a second tap', async () => {
    const { page, close } = await openWindow(stage.browser, stage.house.url, screen)
    await page.locator(`${card('Kettle')} button.set`).click()
    await page.getByRole('button', { name: 'Manual', exact: true }).click()
    await page.getByRole('button', { name: '50', exact: true }).click()
    const button = page.locator('confirm-button button')
    await button.dblclick()
    await page.locator('confirm-button button.armed').waitFor()
    expect((await modeOf('kettle')).kind).toBe('constant')
    await eventually(async () => {
      if ((await button.count()) > 0) await button.click({ timeout: 1000 }).catch(() => {})
      return (await modeOf('kettle')).kind === 'manual'
    }, 'manual mode')
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => (await modeOf('kettle')).kind === 'constant', 'undo')
    await close()
  }, 120_000)
})

test('a set point out of range says beside the field what would be right', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'desktop')
  const field = page.getByRole('textbox', { name: 'Set point' })
  await field.fill('180')
  await field.press('Enter')
  const problem = page.locator('number-stepper .problem:visible')
  await problem.waitFor()
  expect(await problem.innerText()).toContain('Set point goes from 0.0 to 100.0 °C.')
  await close()
}, 120_000)

test('arrow keys begin with what was typed', async () => {
  const before = await modeOf('kettle')
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 60 })
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'desktop')
  const field = page.getByRole('textbox', { name: 'Set point' })
  await eventually(async () => (await field.inputValue()) === '60.0', 'the set point')
  await field.fill('30')
  await field.press('ArrowUp')
  expect(await field.inputValue()).toBe('30.5')
  await page.getByText(/^Kettle: set point 30\.5/).waitFor()
  expect(await modeOf('kettle')).toEqual({ kind: 'constant', setPoint: 30.5 })
  await field.fill('-7')
  await field.press('ArrowUp')
  expect(await field.inputValue()).toBe('0.0')
  await field.fill('-7')
  await field.press('ArrowDown')
  expect(await field.inputValue()).toBe('0.0')
  await close()
  await stage.send('PUT', '/vessels/kettle/mode', before)
}, 120_000)

test('a limit that was set in °F can be typed as it is shown', async () => {
  const { version: _, ...kettle } = await stage.read<Vessel>('/vessels/kettle')
  const { version: __, ...settings } = await stage.read<Settings>('/settings')
  const before = await modeOf('kettle')
  // 70 °F, to a hundredth of a degree Celsius: 69.998 °F.
  await stage.send('PUT', '/vessels/kettle', { ...kettle, range: { minimum: 0, maximum: 21.11 } })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 20 })
  await stage.send('PUT', '/settings', { ...settings, unit: 'fahrenheit' })
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const field = page.getByRole('textbox', { name: 'Set point' })
  await field.fill('70')
  await field.press('Enter')
  await page.getByText(/^Kettle: set point 70\.0/).waitFor()
  expect(await modeOf('kettle')).toEqual({ kind: 'constant', setPoint: 21.11 })
  await field.fill('70,04')
  await field.press('Enter')
  expect(await field.inputValue()).toBe('70.0')
  await close()
  await stage.send('PUT', '/settings', settings)
  await stage.send('PUT', '/vessels/kettle', kettle)
  await stage.send('PUT', '/vessels/kettle/mode', before)
}, 120_000)

test('a schedule that heats is started by a second tap, also from its vessel', async () => {
  const rest = { name: 'Rest', target: { kind: 'temperature', temperature: 67 }, confirmStart: 'Dough in' }
  await stage.send('POST', '/schedules', { id: 'mash', name: 'Saturday mash', steps: [rest] })
  const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.getByRole('button', { name: /^Saturday mash/ }).click()
  await page.getByRole('button', { name: 'Start “Saturday mash”' }).waitFor()
  expect((await modeOf('kettle')).kind).toBe('constant')
  expect(await tightSpots(page)).toEqual([])
  await confirm(page, 'Start “Saturday mash”')
  await eventually(async () => (await modeOf('kettle')).kind === 'schedule', 'the mash to be started')
  await page.getByRole('button', { name: 'Undo' }).click()
  await eventually(async () => (await modeOf('kettle')).kind === 'constant', 'undo')
  expect(complaints).toEqual([])
  await close()
}, 120_000)

test('a pump is switched by hand', async () => {
  const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, 'desktop')
  const knob = page.getByRole('switch', { name: 'Kettle pump' })
  const turn = async () => {
    const target = (await knob.getAttribute('aria-checked')) === 'true' ? 'off' : 'on'
    await knob.click()
    await page.locator('hand-switch').getByText(target, { exact: true }).waitFor()
    const state = await (await fetch(`${stage.house.url}/api/v1/actuators/pump/state`)).json()
    expect(state).toMatchObject({ output: target === 'on' ? 100 : 0 })
  }
  await page
    .locator('hand-switch')
    .getByText(/^(on|off)$/)
    .waitFor()
  await turn()
  await turn()
  expect(complaints).toEqual([])
  await close()
}, 120_000)

test('stop and the alarm bell are whole on screens of any width', async () => {
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'desktop')
  await page.locator('vessel-card process-value').first().waitFor()
  const out: string[] = []
  // A phone upright and turned, tablets both ways, a desktop; and where the layout changes.
  for (const width of [360, 719, 720, 768, 844, 932, 1024, 1279, 1280, 1440]) {
    await page.setViewportSize({ width, height: 600 })
    for (const part of ['emergency-stop', '.bell']) {
      const { x, width: wide } = (await page.locator(`app-header ${part}`).boundingBox())!
      if (x < 0 || x + wide > width) out.push(`${part} at ${width}: ${x} to ${x + wide}`)
    }
    const everywhere = page.getByRole('link', { name: width < 1280 ? 'More' : 'Safety', exact: true })
    if (!(await everywhere.isVisible())) out.push(`no way to all pages at ${width}`)
  }
  expect(out).toEqual([])
  await close()
}, 120_000)

test('stop asks once and switches everything off', async () => {
  const modes = { fermenter: await modeOf('fermenter'), kettle: await modeOf('kettle') }
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.getByRole('button', { name: 'Stop everything' }).click()
  await page.getByRole('button', { name: 'Switch everything off' }).click()
  await page.locator('emergency-banner').getByText('everything is off').waitFor()
  await page.locator(card('Kettle')).getByText('Heating is off: the emergency stop is latched').waitFor()
  await fetch(`${stage.house.url}/api/v1/emergency-stop`, { method: 'DELETE' })
  for (const [vessel, mode] of Object.entries(modes)) {
    const body = JSON.stringify(mode)
    const headers = { 'content-type': 'application/json' }
    await fetch(`${stage.house.url}/api/v1/vessels/${vessel}/mode`, { method: 'PUT', headers, body })
  }
  await close()
}, 120_000)

test('what others do is seen here', async () => {
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'desktop')
  const body = JSON.stringify({ kind: 'constant', setPoint: 71.5 })
  const headers = { 'content-type': 'application/json' }
  await fetch(`${stage.house.url}/api/v1/vessels/kettle/mode`, { method: 'PUT', headers, body })
  await page
    .locator(`${card('Kettle')} button.set`)
    .getByText('71.5')
    .waitFor()
  await close()
}, 120_000)
