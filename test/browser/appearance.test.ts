import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { VesselState } from '../../data/model/vessel.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, takePicture } from './window.ts'

const stage = sharedStage()
beforeAll(async () => {
  await noteThePast()
  await storeMash()
}, 120_000)

/** What a brewer noted in the last day. */
async function noteThePast(): Promise<void> {
  const hour = 3_600_000
  const past = [
    { text: 'Pitched two packets, rehydrated', ago: 20 },
    { text: 'Krausen is up, smells of apples', ago: 9 },
    { text: 'Gravity 1.021', ago: 1.5 },
  ]
  for (const { text, ago } of past) {
    await send('POST', '/vessels/fermenter/notes', { text, by: 'Ada', at: Math.round(Date.now() - ago * hour) })
  }
}

async function send(method: string, path: string, body: unknown): Promise<void> {
  const answer = await stage.send(method, path, body)
  expect(answer.status).toBeLessThan(300)
}

/** A mash whose first rest has begun, because the kettle is as warm as that. */
async function storeMash(): Promise<void> {
  const { processValue } = await stage.read<VesselState>('/vessels/kettle/state')
  const rest = Math.floor(processValue!)
  const at = (temperature: number) => ({ kind: 'temperature', temperature })
  const lasting = (minutes: number) => ({ conditions: [{ kind: 'time', seconds: minutes * 60 }] })
  const steps = [
    {
      name: 'Protein rest',
      target: at(rest),
      tolerance: 5,
      until: lasting(15),
      additions: [{ text: 'Stir', at: 300 }],
    },
    { name: 'Saccharification', target: at(67), until: lasting(60), additions: [{ text: 'Iodine test', at: 600 }] },
    { name: 'Mash out', target: at(78), until: lasting(10), confirmEnd: 'Lift the grain out and let it drain' },
  ]
  await send('POST', '/schedules', { id: 'mash', name: 'Saturday mash', steps })
}

const views = Object.keys(screens).flatMap(screen =>
  (['light', 'dark'] as const).map(scheme => [screen as Screen, scheme] as const),
)

/** Something to acknowledge: the kettle is never as cold as that. */
const warm = {
  id: 'warm',
  name: 'Kettle above 45 °C',
  source: { kind: 'vessel', id: 'kettle' },
  condition: { kind: 'high', limit: 45 },
  delay: 0,
  offDelay: 0,
  priority: 'medium',
  message: 'The water is warm: crush the malt',
}

/** Other pages, and what is there when they are drawn. */
const others = {
  'profiles/ale': 'profile-chart svg',
  alarms: 'alarm-item',
  io: 'board-card board-pins',
  debugger: 'channel-monitor .messages li',
  'schedules/mash': 'schedule-step',
  safety: 'safety-page h1',
}

test.each(views)(
  'axe finds nothing on a %s in %s',
  async (screen, scheme) => {
    const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, screen, scheme)
    await page.locator('vessel-card spark-line').nth(1).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await takePicture(page, `brewery-${screen}-${scheme}`)).length).toBeGreaterThan(10_000)

    await page.locator('vessel-card button.set').nth(1).click()
    await page.getByRole('button', { name: 'More: Set point' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await takePicture(page, `set-point-${screen}-${scheme}`)).length).toBeGreaterThan(10_000)
    await page.keyboard.press('Escape')

    await page.goto(`${stage.house.url}/#/vessels/fermenter`)
    await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '1 d', exact: true }).click()
    await page.locator('chart-tools [aria-pressed=true]').getByText('1 d').waitFor()
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => scrollTo(0, 0))
    expect(await axeFindings(page)).toEqual([])
    expect((await takePicture(page, `vessel-${screen}-${scheme}`)).length).toBeGreaterThan(10_000)

    for (const [route, sign] of Object.entries(others)) {
      if (route === 'alarms') await send('POST', '/alarm-rules', warm)
      await page.goto(`${stage.house.url}/#/${route}`)
      await page.locator(sign).first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.evaluate(() => scrollTo(0, 0))
      expect(await axeFindings(page)).toEqual([])
      const name = route.split('/')[0]
      const picture = scheme === 'light' ? await takePicture(page, `${name}-${screen}-light`) : await page.screenshot()
      expect(picture.length).toBeGreaterThan(10_000)
      if (route !== 'alarms') continue
      await stage.send('DELETE', '/alarm-rules/warm')
      await page.locator('alarm-banner section').waitFor({ state: 'detached' })
    }

    await send('POST', '/vessels/kettle/schedule/start', { schedule: 'mash' })
    await page.goto(`${stage.house.url}/#/vessels/kettle/brew`)
    await page.locator('brew-page').getByText('left', { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await takePicture(page, `brew-${screen}-${scheme}`)).length).toBeGreaterThan(10_000)
    await send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
    expect(complaints).toEqual([])
    await close()
  },
  90_000,
)

test('the first load is at most 200 kB', async () => {
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'desktop')
  await page.locator('vessel-card process-value').first().waitFor()
  const files = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  )
  const dist = fileURLToPath(new URL('../../client/dist/', import.meta.url))
  const loaded = ['/index.html', ...files.filter(file => file.startsWith('/assets/'))]
  const bytes = loaded.map(file => gzipSync(readFileSync(dist + file)).length)
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(200_000)
  expect(readdirSync(`${dist}assets`).length).toBeGreaterThan(loaded.length - 1)
  await close()
}, 120_000)

test('nothing moves when values change', async () => {
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.locator('vessel-card spark-line').nth(1).waitFor()
  const boxes = () =>
    page.locator('vessel-card process-value, vessel-card deviation-bar, vessel-card spark-line').evaluateAll(elements =>
      elements.map(element => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [x, y, width, height].map(Math.round).join(' ')
      }),
    )
  const before = await boxes()
  await send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 100 })
  await page.locator('vessel-card button.set').getByText('100.0').waitFor()
  expect(await boxes()).toEqual(before)
  await close()
}, 120_000)
