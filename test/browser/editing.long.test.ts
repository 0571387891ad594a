import type { Page } from 'playwright-core'
import type { Profile } from '../../data/model/profile.ts'
import type { Settings } from '../../data/model/setting.ts'
import { eventually } from '../eventually.ts'
import { sharedStage } from './stage.ts'
import { held, openWindow } from './window.ts'

const stage = sharedStage()

const trial: Omit<Profile, 'version'> = {
  id: 'trial',
  name: 'Trial',
  by: 'elapsed',
  points: [
    { at: 0, temperature: 18, approach: 'step' },
    { at: 3600, temperature: 20, approach: 'ramp' },
  ],
  events: [],
}

const stored = () => stage.read<Profile>('/profiles/trial')
const nameOf = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })

beforeEach(async () => {
  await stage.send('POST', '/profiles', trial)
})

afterEach(async () => {
  await stage.send('DELETE', '/profiles/trial')
})

async function openTrial() {
  const window = await openWindow(stage.browser, `${stage.house.url}/#/profiles/trial`, 'desktop')
  await nameOf(window.page).waitFor()
  return window
}

test('what is written while it is being saved is kept, and nobody is said to have changed it', async () => {
  const { page, complaints, close } = await openTrial()
  const answer = await held(page, '**/profiles/trial', 'PUT')
  await nameOf(page).fill('First')
  await save(page).dblclick()
  await eventually(async () => (await stored()).name === 'First', 'it to be stored')
  await nameOf(page).fill('First and second')
  expect(await page.getByText('Somebody else has changed').count()).toBe(0)
  answer.letGo()
  await page.getByText('“First” is saved').waitFor()
  expect(answer.asked()).toBe(1)
  expect(await nameOf(page).inputValue()).toBe('First and second')
  await save(page).click()
  await eventually(async () => (await stored()).name === 'First and second', 'the rest to be stored')
  await page.getByText('“First and second” is saved').waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('edits of what was deleted and brought back meanwhile can still be saved', async () => {
  await stage.send('PUT', '/profiles/trial', { ...trial, name: 'Second version' })
  const { page, close } = await openTrial()
  await nameOf(page).fill('Mine')
  await stage.send('DELETE', '/profiles/trial')
  await page.getByText('There is no profile “trial”').waitFor()
  await stage.send('POST', '/profiles', trial)
  await page.getByRole('button', { name: 'Keep mine, to save it over theirs' }).click()
  expect(await nameOf(page).inputValue()).toBe('Mine')
  await save(page).click()
  await page.getByText('“Mine” is saved').waitFor()
  await close()
})

test('edits wait for who leaves the page before they are saved', async () => {
  const { page, complaints, close } = await openTrial()
  await nameOf(page).fill('Not saved yet')
  await page.getByRole('link', { name: 'Alarms', exact: true }).click()
  await page.getByRole('heading', { name: 'Alarms', level: 1 }).waitFor()
  await page.goBack()
  await nameOf(page).waitFor()
  expect(await nameOf(page).inputValue()).toBe('Not saved yet')
  await page.getByRole('button', { name: 'Revert' }).click()
  expect(await nameOf(page).inputValue()).toBe('Trial')
  expect(complaints).toEqual([])
  await close()
})

test('what was being saved when its page was left is not taken for unsaved edits, nor for what others saved', async () => {
  const { page, complaints, close } = await openTrial()
  const answer = await held(page, '**/profiles/trial', 'PUT')
  const { version } = await stored()
  await nameOf(page).fill('Saved on the way ')
  await save(page).click()
  await eventually(async () => (await stored()).version > version, 'it to be stored')
  await page.getByRole('link', { name: 'Alarms', exact: true }).click()
  await page.getByRole('heading', { name: 'Alarms', level: 1 }).waitFor()
  const answered = page.waitForEvent('requestfinished', request => request.method() === 'PUT')
  answer.letGo()
  await answered
  await page.goBack()
  await nameOf(page).waitFor()
  expect(await nameOf(page).inputValue()).toBe('Saved on the way')
  expect(await page.getByText('Somebody else has changed').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Revert' }).isDisabled()).toBe(true)
  expect(complaints).toEqual([])
  await close()
})

test('edits that waited while another was made in place of what they are of do not replace that unasked', async () => {
  const { page, close } = await openTrial()
  await nameOf(page).fill('Not saved yet')
  await page.getByRole('link', { name: 'Alarms', exact: true }).click()
  await page.getByRole('heading', { name: 'Alarms', level: 1 }).waitFor()
  await stage.send('DELETE', '/profiles/trial')
  await stage.send('POST', '/profiles', { ...trial, name: 'Theirs' })
  await page.goBack()
  await page.getByText('Somebody else has changed').waitFor()
  expect(await nameOf(page).inputValue()).toBe('Not saved yet')
  await page.getByRole('button', { name: 'Take theirs' }).click()
  expect(await nameOf(page).inputValue()).toBe('Theirs')
  await close()
})

test('minutes that are more than an hour become hours, in the fields too', async () => {
  const { page, close } = await openTrial()
  const field = (part: string) => page.getByRole('textbox', { name: `Point 2, time, ${part}` })
  const fields = async () => [await field('hours').inputValue(), await field('minutes').inputValue()]
  await field('minutes').fill('60')
  await field('minutes').press('Tab')
  expect(await fields()).toEqual(['2', '0'])
  await field('hours').fill('3')
  await field('hours').press('Tab')
  expect(await fields()).toEqual(['3', '0'])
  await close()
})

test('a choice that is taken back shows what holds, however often it was changed before', async () => {
  const { page, close } = await openTrial()
  const times = page.getByRole('combobox', { name: 'Times are' })
  for (const by of ['date', 'elapsed', 'date']) await times.selectOption(by)
  await page.getByRole('button', { name: 'Revert' }).click()
  await page.getByRole('textbox', { name: 'Point 2, time, hours' }).waitFor()
  expect(await times.inputValue()).toBe('elapsed')
  await close()
})

test('a template that is tapped twice makes one schedule', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/schedules`, 'phone')
  const answer = await held(page, '**/api/v1/schedules', 'POST')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  const template = page.getByRole('button', { name: /^Blank/ })
  await template.click()
  // It is in the list already, and the answer still on its way.
  await page.locator('schedules-page ul .name').getByText('New schedule').waitFor({ state: 'attached' })
  await template.click()
  answer.letGo()
  await page.getByText('“New schedule” was made').waitFor()
  expect((await stage.read<{ items: unknown[] }>('/schedules')).items).toHaveLength(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await close()
})

test('what was tried out on one vessel is not told of another', async () => {
  const { page, close } = await openTrial()
  const answer = await held(page, '**/dry-run', 'POST')
  const vessel = page.getByRole('combobox', { name: 'Vessel' })
  await vessel.selectOption('fermenter')
  await page.getByRole('button', { name: 'Dry run' }).click()
  await eventually(async () => answer.asked() > 0, 'the dry run')
  await vessel.selectOption('kettle')
  answer.letGo()
  await page.getByRole('button', { name: 'Dry run' }).waitFor()
  expect(await page.getByRole('region', { name: /^Dry run on/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Dry run' }).click()
  await page.getByRole('region', { name: 'Dry run on Kettle' }).waitFor()
  await close()
})

test('by date, days begin at midnight on either side of a change to winter time', async () => {
  // Clocks in Berlin were set back on the 26th.
  const points = [22, 30].map(day => ({ at: Date.UTC(2025, 9, day, 10), temperature: 18, approach: 'step' }))
  await stage.send('PUT', '/profiles/trial', { ...trial, by: 'date', points })
  const context = await stage.browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${stage.house.url}/#/profiles/trial`)
  await nameOf(page).waitFor()
  const labels = await page.locator('profile-chart .axes text').allTextContents()
  expect(labels.filter(label => / Oct/.test(label)).length).toBeGreaterThan(3)
  expect(labels.filter(label => label.includes(':'))).toEqual([])
  await context.close()
})

test('what holds only when its page was left can be undone on the page that is there', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/settings`, 'phone')
  const sent = await held(page, '**/api/v1/settings', 'PUT')
  await page.getByRole('button', { name: '°F' }).click()
  await eventually(async () => sent.asked() === 1, 'the change to be on its way')
  await page.goto(`${stage.house.url}/#/safety`)
  await page.locator('settings-page').waitFor({ state: 'detached' })
  sent.letGo()
  await page.getByText('Temperatures changed').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await eventually(async () => (await stage.read<Settings>('/settings')).unit === 'celsius', 'undo')
  await close()
}, 120_000)
