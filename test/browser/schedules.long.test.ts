import type { Page } from 'playwright-core'
import type { Schedule } from '../../data/model/schedule.ts'
import type { ScheduleState } from '../../data/model/schedule-run.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { confirm, openWindow, type Screen, screens, takePicture, thought, tightSpots } from './window.ts'

const stage = sharedStage()

const run = async (vessel: string): Promise<ScheduleState | undefined> =>
  (await stage.read<VesselState>(`/vessels/${vessel}/state`)).schedule
const schedule = (id: string) => stage.read<Schedule>(`/schedules/${id}`)

/** Steps that need nothing but time, for what is about buttons. */
const quick = {
  id: 'quick',
  name: 'Quick',
  steps: [
    {
      name: 'First',
      target: { kind: 'rest' },
      confirmStart: 'Add the grain and stir',
      until: { conditions: [{ kind: 'time', seconds: 3600 }] },
      additions: [{ text: 'Add the salt', at: 3000 }],
    },
    {
      name: 'Second',
      target: { kind: 'temperature', temperature: 90 },
      until: { conditions: [{ kind: 'time', seconds: 60 }] },
    },
    { name: 'Third', target: { kind: 'rest' }, confirmEnd: 'Clean up' },
  ],
}

/** The type of what is to be done now, pixels. */
const typeSize = (page: Page) =>
  page.locator('fit-text span').evaluate(span => Number.parseFloat(getComputedStyle(span).fontSize))

// Before all that leaves alarms, which take their own room on a low screen.
test('on a phone that is turned the buttons do not lie over what is to be done', async () => {
  await stage.send('POST', '/schedules', {
    id: 'turned',
    name: 'Turned',
    steps: [{ name: 'Wait', target: { kind: 'rest' }, until: { conditions: [{ kind: 'time', seconds: 3600 }] } }],
  })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'schedule', schedule: 'turned' })
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle/brew`, 'phone')
  for (const [width, height] of [
    [667, 375],
    [740, 360],
    [844, 390],
  ] as const) {
    await page.setViewportSize({ width, height })
    const [told, buttons] = [page.locator('brew-page h1'), page.locator('brew-page .actions')]
    await told.waitFor()
    const [text, below] = [(await told.boundingBox())!, (await buttons.boundingBox())!]
    expect(text.y + text.height).toBeLessThanOrEqual(below.y + 1)
  }
  expect(await tightSpots(page)).toEqual([])
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  await stage.send('DELETE', '/schedules/turned')
  await close()
}, 120_000)

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  afterEach(async () => {
    await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
    for (const { id } of (await stage.read<{ items: Schedule[] }>('/schedules')).items)
      await stage.send('DELETE', `/schedules/${id}`)
  })

  test('a schedule is made from a template, edited with what is wrong beside it, saved, started and deleted', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/schedules`, screen)
    await page.getByText('No schedules yet').waitFor()
    await page.getByRole('button', { name: 'Make the first one' }).click()
    await page.getByRole('button', { name: /Boil with hops/ }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
    await page.locator('wa-dialog[open]').waitFor({ state: 'hidden' })
    expect(await tightSpots(page)).toEqual([])

    const boil = page.getByRole('region', { name: 'Step 1' })
    await boil.getByRole('button', { name: 'Add an addition' }).click()
    await boil.getByRole('textbox', { name: 'Step 1, addition 4, when' }).fill('75')
    await boil.getByRole('textbox', { name: 'Step 1, addition 4, when' }).press('Tab')
    await boil.getByRole('textbox', { name: 'Step 1, power' }).fill('120')
    await boil.getByRole('textbox', { name: 'Step 1, power' }).press('Tab')
    await boil.getByText('Expected 0 to 100').waitFor()
    await boil.getByRole('textbox', { name: 'Step 1, power' }).fill('85')
    await boil.getByRole('textbox', { name: 'Step 1, power' }).press('Tab')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await boil.getByText('Say what to add, or remove it.').waitFor()
    await boil.getByText('The step takes 60 min only.').waitFor()
    await boil.getByRole('textbox', { name: 'Step 1, addition 4, what' }).fill('Take a sample')
    await boil.getByRole('textbox', { name: 'Step 1, addition 4, when' }).fill('30')
    await boil.getByRole('textbox', { name: 'Step 1, addition 4, when' }).press('Tab')
    await boil.getByRole('button', { name: 'Add a step behind this one' }).click()
    await page.getByRole('textbox', { name: 'Step 2, temperature' }).fill('82.5')
    await page.getByRole('textbox', { name: 'Step 2, temperature' }).press('Tab')
    await page.getByLabel('Step 2, how fast').selectOption('rate')
    await page.getByRole('textbox', { name: 'Step 2, ask before the hold begins' }).fill('Stir')
    await page.getByRole('textbox', { name: 'Step 2, ask before the hold begins' }).press('Tab')
    await page.getByRole('button', { name: 'Move step 2 down' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('My boil')
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('“My boil” is saved').waitFor()
    const saved = await schedule('boil-with-hops')
    expect(saved.name).toBe('My boil')
    expect(saved.steps.map(({ name }) => name)).toEqual(['Boil', 'Flame out', 'Rest'])
    expect(saved.steps[0]!.target).toEqual({ kind: 'boil', power: 85 })
    expect(saved.steps[0]!.additions.at(-1)).toEqual({ text: 'Take a sample', at: 1800, from: 'end' })
    expect(saved.steps[2]).toMatchObject({
      target: { kind: 'temperature', temperature: 82.5 },
      ramp: { kind: 'rate', rate: 1 },
      confirmStart: 'Stir',
    })

    await page.getByLabel('Vessel', { exact: true }).selectOption('kettle')
    await page.getByLabel('When', { exact: true }).selectOption('date')
    await confirm(page, 'Start')
    await page.getByText(/Kettle starts it/).waitFor()
    expect(await run('kettle')).toMatchObject({ phase: 'scheduled', schedule: 'boil-with-hops' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText(/is used by the vessel kettle/).waitFor()
    await stage.send('PUT', '/vessels/kettle/mode', { kind: 'off' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('“My boil” is deleted').waitFor()
    await page.getByText('No schedules yet').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('My boil').first().waitFor()
    // The browser itself reports the refused requests.
    expect(complaints.filter(text => !/40[09]/.test(text))).toEqual([])
    await close()
  }, 180_000)

  test('with wet hands: what to do is the largest, one button confirms, and the screen stays on', async () => {
    await stage.send('POST', '/schedules', quick)
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    await page.getByRole('button', { name: 'Schedule', exact: true }).click()
    await page.getByRole('button', { name: 'Quick 3 steps' }).click()
    await confirm(page, 'Start “Quick”')
    await page.evaluate(() => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      const request = async (type: string) => {
        asked.push(type)
        return { released: false, release: async () => void asked.push('released') }
      }
      Object.defineProperty(navigator, 'wakeLock', { value: { request } })
    })
    await page.getByRole('link', { name: 'What to do now' }).click()
    await page.getByRole('heading', { name: 'Add the grain and stir' }).waitFor()
    expect(await page.evaluate('asked')).toEqual(['screen'])
    const done = page.getByRole('button', { name: 'Done' })
    const [box, screenWidth] = [(await done.boundingBox())!, screens[screen].width]
    expect(box.width).toBeGreaterThan(Math.min(880, screenWidth - 40))
    expect(box.y + box.height).toBeLessThan(screens[screen].height)
    expect(await typeSize(page)).toBeGreaterThan(screen === 'phone' ? 34 : 60)
    expect(await tightSpots(page)).toEqual([])
    await thought(page)
    await done.dblclick()
    await page.getByText(/(1:00:00|59:\d\d)\s+left/).waitFor()
    await page.getByText(/Add the salt in \d+:\d\d/).waitFor()
    await page.getByRole('heading', { name: 'Resting' }).waitFor()
    await page.getByText('then Second: 90.0 °C, 60 s').waitFor()

    await thought(page)
    await page.getByRole('button', { name: '5 min' }).click()
    await page.getByText(/1:0[45]:\d\d\s+left/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(/59:\d\d\s+left/).waitFor()
    await thought(page)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
    await thought(page)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: 'Resting' }).waitFor()
    await thought(page)
    await page.getByRole('button', { name: 'Next step' }).click()
    // A double tap is not a confirmation.
    expect(await run('kettle')).toMatchObject({ step: 0 })
    await thought(page)
    await page.getByRole('button', { name: 'Tap again: next step' }).click()
    await page.getByRole('heading', { name: 'Heating up' }).waitFor()
    await page.getByText('Step 2 of 3 · Second').waitFor()
    await thought(page)
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await page.getByRole('heading', { name: 'Add the grain and stir' }).waitFor()
    await page.locator('brew-page').getByRole('link', { name: 'Kettle', exact: true }).click()
    await page.getByText(/Schedule “Quick” · step 1 of 3, First · Waiting for you/).waitFor()
    expect(await page.evaluate('asked')).toContain('released')
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a tap that was meant for a step ends no other one', async () => {
    const [, heat] = quick.steps
    await stage.send('POST', '/schedules', { id: 'two', name: 'Two', steps: [heat, { ...heat, name: 'Third' }] })
    await stage.send('POST', '/vessels/kettle/schedule/start', { schedule: 'two' })
    const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle/brew`, screen)
    await page.getByRole('button', { name: 'Next step' }).click()
    await page.getByRole('button', { name: 'Tap again: next step' }).waitFor()
    await stage.send('POST', '/vessels/kettle/schedule/skip')
    await page.getByText('Step 2 of 2 · Third').waitFor()
    await page.getByRole('button', { name: 'Next step' }).waitFor()
    expect(await page.getByRole('button', { name: 'Tap again' }).count()).toBe(0)
    await close()
  }, 60_000)

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in %s',
    async scheme => {
      await stage.send('POST', '/schedules', quick)
      await stage.send('POST', '/vessels/kettle/schedule/start', { schedule: 'quick' })
      const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/schedules`, screen, scheme)
      await page.getByText('Kettle works through it').waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: 'New' }).click()
      await page.getByRole('button', { name: /Lager/ }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.goto(`${stage.house.url}/#/vessels/kettle/brew`)
      await page.getByRole('heading', { name: 'Add the grain and stir' }).waitFor()
      await page.locator('wa-dialog[open]').waitFor({ state: 'hidden' })
      expect(await axeFindings(page)).toEqual([])
      expect((await takePicture(page, `brew-${screen}-${scheme}`)).length).toBeGreaterThan(10_000)
      await close()
    },
    120_000,
  )
})
