import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, takePicture, tightSpots } from './window.ts'

const stage = sharedStage()

/** A mash of two steps, in the house; answers its id. */
async function firstSchedule(url: string): Promise<string> {
  const id = 'short-mash'
  const steps = [
    { name: 'Strike', target: { kind: 'temperature', temperature: 68 }, confirmEnd: 'Add the grain' },
    {
      name: 'Rest',
      target: { kind: 'temperature', temperature: 67 },
      until: { conditions: [{ kind: 'time', seconds: 3600 }] },
    },
  ]
  await fetch(`${url}/api/v1/schedules`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, name: 'Short mash', steps }),
  })
  return id
}

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('card and page say when a vessel will be there, and what it has learned', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, screen, 'dark')
    const card = page.locator('vessel-card').filter({ has: page.getByRole('link', { name: 'Kettle' }) })
    await card.getByText(/there in \d+\smin$/).waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Kettle' }).click()
    await page
      .locator('vessel-page .now')
      .getByText(/there in \d+\smin$/)
      .waitFor()
    await page
      .getByText(/^Full power heats by \d+\s°C an hour \(±\s\d+\s%\): like 3\d\sL of water with its 3\.5\skW\.$/)
      .waitFor()
    const ahead = () =>
      page.locator('history-chart').evaluate(element => {
        const { lines } = element as unknown as { lines: { label: string; points: unknown[] }[] }
        return lines.find(({ label }) => label === 'forecast')?.points.length ?? 0
      })
    await eventually(async () => (await ahead()) > 50, 'a forecast in the chart')
    expect(await axeFindings(page)).toEqual([])
    expect(await tightSpots(page)).toEqual([])
    await takePicture(page, `forecast-${screen}`)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a schedule is tried out too', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/schedules`, screen)
    await page.goto(`${stage.house.url}/#/schedules/${await firstSchedule(stage.house.url)}`)
    await page.getByRole('combobox', { name: 'Vessel' }).selectOption({ label: 'Kettle' })
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.getByRole('region', { name: 'Dry run on Kettle' }).waitFor({ timeout: 60_000 })
    await page.getByText(/takes (\d+\sh )?\d+\smin, needs \d+\.\d kWh/).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await takePicture(page, `dry-run-schedule-${screen}`)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a profile is tried out before it is started', async () => {
    const { page, complaints, close } = await openWindow(
      stage.browser,
      `${stage.house.url}/#/profiles/single-infusion`,
      screen,
    )
    await page.getByRole('combobox', { name: 'Vessel' }).selectOption({ label: 'Kettle' })
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.getByRole('region', { name: 'Dry run on Kettle' }).waitFor({ timeout: 60_000 })
    await page.getByText(/needs \d+\.\d kWh/).waitFor()
    expect(await page.locator('profile-chart path.foreseen').getAttribute('d')).toMatch(/^M.*L/)
    expect(await axeFindings(page)).toEqual([])
    expect(await tightSpots(page)).toEqual([])
    await takePicture(page, `dry-run-${screen}`)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})

test('who looks again is told what is foreseen now', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const look = (hidden: boolean) =>
    page.evaluate(hidden => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
  await look(true)
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 31 })
  await page.locator('vessel-page').getByText('31.0').first().waitFor()
  const asked = page.waitForRequest('**/vessels/kettle/forecast', { timeout: 5000 })
  await look(false)
  await asked
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  await close()
}, 60_000)

test('what was foreseen before a command does not replace what is foreseen since', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/settings`, 'phone')
  let [asked, letGo] = [0, () => {}]
  const gone = new Promise<void>(resolve => {
    letGo = resolve
  })
  await page.route('**/vessels/kettle/forecast', async route => {
    const first = asked++ === 0
    const response = await route.fetch({ timeout: 120_000 })
    if (first) await gone
    await route.fulfill({ response }).catch(() => {})
  })
  await page.goto(`${stage.house.url}/#/vessels/kettle`)
  await eventually(async () => asked > 0, 'the first question')
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 30 })
  const setPoint = () =>
    page
      .locator('history-chart')
      .evaluate(element => (element as unknown as { forecast: { setPoint: number }[] }).forecast.at(-1)?.setPoint)
  await eventually(async () => (await setPoint()) === 30, 'a forecast of the new set point')
  const late = page.waitForResponse('**/vessels/kettle/forecast')
  letGo()
  await (await late).finished()
  // What comes after it has been taken.
  await page.evaluate(async () => (await fetch('/api/v1/settings')).json())
  expect(await setPoint()).toBe(30)
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
  await close()
}, 120_000)

test('what was learned is forgotten with the second tap', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/fermenter`, 'phone')
  await page.getByText(/^The beer follows the air within \d\.\d\sh/).waitFor()
  const forget = page.locator('learned-card').getByRole('button')
  await forget.click()
  await forget.getByText('Tap again').waitFor()
  await eventually(async () => {
    if (await forget.getByText('Tap again').isVisible()) await forget.click()
    return page
      .getByText(/a guess yet|^Still learning/)
      .first()
      .isVisible()
  }, 'what was learned to be gone')
  await close()
}, 120_000)
