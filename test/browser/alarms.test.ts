import type { Page } from 'playwright-core'
import type { Alarm } from '../../data/model/alarm.ts'
import type { AlarmRule } from '../../data/model/alarm-rule.ts'
import type { Settings } from '../../data/model/setting.ts'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, takePicture, tightSpots } from './window.ts'

const stage = sharedStage()
afterEach(async () => {
  for (const { id } of await list<AlarmRule>('/alarm-rules')) await stage.send('DELETE', `/alarm-rules/${id}`)
})

const list = async <T>(path: string) => (await stage.read<{ items: T[] }>(path)).items

const stateOf = async (id: string) => (await list<Alarm>('/alarms?state=all')).find(alarm => alarm.id === id)?.state

/** A rule that the kettle breaks at once: it is never as cold as that. */
async function raise(id: string, priority: string, message: string): Promise<void> {
  const condition = { kind: 'high', limit: 1 }
  const source = { kind: 'vessel', id: 'kettle' }
  const rule = { id, name: `Rule ${id}`, source, condition, delay: 0, offDelay: 0, priority, message }
  const { status } = await stage.send('POST', '/alarm-rules', rule)
  expect(status).toBe(201)
  await eventually(async () => (await stateOf(`rule.${id}`)) === 'unacknowledged', `the alarm of ${id}`)
}

const banner = (page: Page) => page.locator('alarm-banner section')
const item = (page: Page, message: string) => page.locator(`alarm-item:has(h3:text-is("${message}"))`)

/** Taps what counts only after the eye had time to see it, until it took effect. */
async function tapUntil(page: Page, selector: string, done: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    if (await done()) return true
    await page
      .locator(selector)
      .first()
      .click({ timeout: 1000 })
      .catch(() => {})
    return done()
  }, `what ${selector} does`)
}

test.each(['light', 'dark'] as const)(
  'an alarm is as loud as it cannot wait, in %s',
  async scheme => {
    const { page, close } = await openWindow(stage.browser, stage.house.url, 'phone', scheme)
    const looks: string[] = []
    for (const priority of ['low', 'medium', 'high', 'urgent'] as const) {
      await raise(priority, priority, `The kettle is ${priority}`)
      await banner(page).getByText(`The kettle is ${priority}`).waitFor()
      looks.push(await banner(page).evaluate(element => getComputedStyle(element).backgroundColor))
      expect(await axeFindings(page)).toEqual([])
    }
    const [low, medium, high, urgent] = looks
    expect(new Set([low, medium, high]).size).toBe(3)
    expect(urgent).toBe(high)
    await page.goto(`${stage.house.url}/#/alarms`)
    await item(page, 'The kettle is low').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await stage.send('POST', '/alarms/acknowledge', {})
    await page.getByRole('link', { name: '4 alarms acknowledged' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.goto(`${stage.house.url}/#/`)
    await page.getByRole('link', { name: 'and 1 more acknowledged' }).waitFor()
    const told = await page.locator('alarm-list .message').allInnerTexts()
    expect(told).toEqual(['urgent', 'high', 'medium'].map(priority => `The kettle is ${priority}`))
    await close()
  },
  120_000,
)

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('an alarm is told on every page until somebody acknowledges it there', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, screen)
    await page.locator('vessel-card spark-line').nth(1).waitFor()
    await page.getByRole('link', { name: 'No alarms' }).waitFor()
    await raise('warm', 'medium', 'Warm, look at it')
    await banner(page).getByText('Medium alarm', { exact: true }).waitFor()
    await raise('hot', 'urgent', 'Hot, switch it off')
    await banner(page).getByText('Urgent alarm and 1 more').waitFor()
    await page.getByRole('link', { name: '2 alarms to acknowledge' }).waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `banner-${screen}`)

    await page.goto(`${stage.house.url}/#/vessels/kettle`)
    await page.locator('vessel-page h1').waitFor()
    await banner(page).getByText('Hot, switch it off').waitFor()
    await tapUntil(
      page,
      'alarm-banner .acknowledge',
      async () => (await stateOf('rule.hot')) === 'acknowledged' || (await stateOf('rule.warm')) === 'acknowledged',
    )
    expect(await stateOf('rule.warm')).toBe('unacknowledged')
    await banner(page).getByText('Warm, look at it').waitFor()
    await tapUntil(page, 'alarm-banner .acknowledge', async () => (await stateOf('rule.warm')) === 'acknowledged')
    await banner(page).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: '2 alarms acknowledged' }).waitFor()
    await page.goto(`${stage.house.url}/#/`)
    await page.locator('alarm-list').getByText('Hot, switch it off').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('an alarm is acknowledged, shelved and taken out of service by name', async () => {
    await raise('hot', 'high', 'Hot, switch it off')
    await raise('warm', 'low', 'Warm, look at it')
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/alarms`, screen)
    const hot = item(page, 'Hot, switch it off')
    await hot.waitFor()
    await page.getByLabel('Your name').fill('Anna')
    await page.getByLabel('Your name').press('Tab')
    await hot.getByRole('button', { name: 'Shelve' }).click()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `alarms-${screen}`)
    await hot.getByRole('button', { name: '15 min' }).click()
    await hot.locator('.badge + span').getByText('Shelved').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await hot.locator('.badge + span').getByText('Unacknowledged').waitFor()

    await page.getByRole('button', { name: 'Acknowledge all' }).click()
    await banner(page).waitFor({ state: 'detached' })
    await hot.getByText('acknowledged by Anna').waitFor()
    await page.locator('alarm-journal').getByText('by Anna').first().waitFor()

    await hot.getByRole('button', { name: 'Shelve' }).click()
    await tapUntil(
      page,
      'alarm-item confirm-button button',
      async () => (await stateOf('rule.hot')) === 'out-of-service',
    )
    await hot.getByRole('button', { name: 'Back in service' }).click()
    await eventually(async () => (await stateOf('rule.hot')) !== 'out-of-service', 'it to be in service')
    await stage.send('DELETE', '/alarm-rules/hot')
    await hot.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a rule is added, changed, deleted and restored', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/alarms`, screen)
    await page.getByText('No alarms. All that is watched').waitFor()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    const sheet = page.locator('rule-form')
    await sheet.getByRole('button', { name: 'Save' }).click()
    await sheet.getByText('Choose what is to be watched.').waitFor()
    await sheet.getByText('Expected a number from −60.0 to 200.0').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `rule-${screen}`)
    await sheet.getByLabel('Name').fill('Kettle boils')
    await sheet.getByLabel('What to watch').selectOption({ label: 'Kettle' })
    await sheet.getByLabel('Limit').fill('99')
    await sheet.getByRole('button', { name: 'Save' }).click()
    const rules = page.locator('alarm-rules li')
    await rules.getByText('Kettle: above 99.0').waitFor()

    await page.getByRole('button', { name: 'Edit Kettle boils' }).click()
    await sheet.getByLabel('Limit').fill('98')
    await sheet.getByLabel('Priority').selectOption('urgent')
    await sheet.getByRole('button', { name: 'Save' }).click()
    await rules.getByText('Kettle: above 98.0').waitFor()
    expect(await list<AlarmRule>('/alarm-rules')).toMatchObject([
      { id: 'kettle-boils', priority: 'urgent', condition: { kind: 'high', limit: 98 } },
    ])
    await page.getByRole('button', { name: 'Delete Kettle boils' }).click()
    await rules.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await rules.getByText('Kettle: above 98.0').waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})

test('a rule that is being written stays in the unit it was begun in', async () => {
  const { version: _, ...settings } = await stage.read<Settings>('/settings')
  await raise('hot', 'low', 'Hot')
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/alarms`, 'phone')
  await page.getByRole('button', { name: 'Edit Rule hot' }).click()
  const sheet = page.locator('rule-form')
  await sheet.getByLabel('Limit').fill('80')
  await stage.send('PUT', '/settings', { ...settings, unit: 'fahrenheit' })
  await page.locator('alarm-rules li').getByText('°F').waitFor({ state: 'attached' })
  await sheet.getByText('Limit °C').waitFor()
  await sheet.getByRole('button', { name: 'Save' }).click()
  await page.locator('alarm-rules li').getByText('above 176.0').waitFor()
  expect(await list<AlarmRule>('/alarm-rules')).toMatchObject([{ condition: { limit: 80 } }])
  await close()
  await stage.send('PUT', '/settings', settings)
}, 120_000)

test('the journal is searched and turned', async () => {
  for (let n = 0; n < 14; n++) {
    await raise(`often-${n}`, 'low', `Often ${n}`)
    await stage.send('DELETE', `/alarm-rules/often-${n}`)
  }
  const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/alarms`, 'desktop')
  const entries = page.locator('alarm-journal li')
  await entries.nth(24).waitFor()
  const first = await entries.first().innerText()
  await page.getByRole('button', { name: 'Older' }).dblclick()
  await eventually(async () => (await entries.first().innerText()) !== first, 'the next page')
  await page.getByRole('button', { name: 'Newer' }).click()
  await eventually(async () => (await entries.first().innerText()) === first, 'the page before')
  await page.locator('alarm-journal').getByLabel('Text').fill('often 7')
  await eventually(async () => (await entries.count()) === 2, 'the two entries that fit')
  await page.locator('alarm-journal').getByLabel('Priority').selectOption('urgent')
  await page.getByText('Nothing in the journal fits').waitFor()
  await page.locator('alarm-journal').getByLabel('Priority').selectOption('low')
  await eventually(async () => (await entries.count()) === 2, 'the two entries that fit')
  await page.locator('alarm-journal').getByLabel('Alarm').selectOption({ label: 'Fault: Kettle' })
  await page.getByText('Nothing in the journal fits').waitFor()
  expect(complaints).toEqual([])
  await close()
}, 120_000)

test('sound asks for a tap once, and silence is remembered', async () => {
  await raise('hot', 'high', 'Hot, switch it off')
  const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.getByRole('button', { name: 'Sound is off, tap to allow' }).click()
  await page.getByRole('button', { name: 'Switch sound off on this device' }).click()
  await page.getByRole('button', { name: 'Sound is off on this device: switch it on' }).waitFor()
  const another = await page.context().newPage()
  await another.goto(stage.house.url)
  await page.reload()
  await page.getByRole('button', { name: 'Sound is off on this device: switch it on' }).click()
  await page.getByRole('button', { name: 'Switch sound off on this device' }).waitFor()
  await another.getByRole('button', { name: 'Sound is off, tap to allow' }).waitFor()
  expect(complaints).toEqual([])
  await close()
}, 120_000)
