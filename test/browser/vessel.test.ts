import type { Vessel } from '../../data/model/vessel.ts'
import { eventually } from '../eventually.ts'
import { letKettleStray, sharedStage } from './stage.ts'
import { held, nextText, openWindow, type Screen, screens, tightSpots } from './window.ts'

const stage = sharedStage()
beforeAll(() => letKettleStray(stage))

const readout = (n: number) => `chart-readout div:nth-child(${n}) dd`

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('a vessel is a tap away, with its value, control and chart, live', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, screen)
    await page.getByRole('link', { name: 'Kettle' }).click()
    await page.getByRole('heading', { level: 1, name: 'Kettle' }).waitFor()
    await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
    const before = await page.locator(readout(2)).innerText()
    expect(await nextText(page, readout(2), before)).toMatch(/°C/)
    await page.getByRole('button', { name: 'More: Set point' }).click()
    await page.locator('vessel-page .set').getByText('67.5').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator('vessel-page .set').getByText('67.0').waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})

test('from one vessel straight to another nothing of the first is left', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/fermenter`, 'desktop')
  await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
  const before = await page.locator('history-chart').elementHandle()
  await page.evaluate(() => {
    location.hash = '#/vessels/kettle'
  })
  await page.getByRole('heading', { level: 1, name: 'Kettle' }).waitFor()
  await eventually(async () => !(await before!.evaluate(chart => chart.isConnected)), 'another chart')
  await close()
}, 60_000)

test('ranges, zoom and pan ask for what they show', async () => {
  const { page, complaints, close } = await openWindow(
    stage.browser,
    `${stage.house.url}/#/vessels/fermenter`,
    'desktop',
  )
  await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const asks = (hours: (asked: number) => boolean) =>
    page.waitForRequest(request => {
      const { pathname, searchParams } = new URL(request.url())
      const span = (Number(searchParams.get('to')) - Number(searchParams.get('from'))) / 3_600_000
      return pathname.endsWith('/readings/fermenter.processValue') && hours(span)
    })
  const about = (hours: number) => (asked: number) => Math.abs(asked - hours) < 0.1
  await Promise.all([asks(about(7.5)), press('6 h')])
  await Promise.all([asks(about(4.5)), press('Earlier'), press('Zoom in')])
  await Promise.all([asks(about(1.25)), press('1 h')])
  await Promise.all([asks(hours => hours > 24), press('all')])
  await page.locator('canvas').hover()
  await Promise.all([asks(hours => hours > 20 && hours < 29), page.mouse.wheel(0, -300)])
  expect(await page.locator('chart-tools [aria-pressed=true]').count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
}, 120_000)

test('the crosshair tells all values, by pointer and by keyboard', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/fermenter`, 'desktop')
  await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
  await page.locator('canvas').hover()
  await eventually(async () => (await page.locator(readout(1)).innerText()) !== 'now', 'a time under the pointer')
  await eventually(async () => /^18\.0\s°C$/.test(await page.locator(readout(3)).innerText()), 'the set point there')
  await page.mouse.move(0, 0)
  const slider = page.getByRole('slider', { name: 'Time on the chart' })
  await slider.focus()
  await slider.press('ArrowLeft')
  await eventually(async () => /^\d\d:\d\d:\d\d/.test(await page.locator(readout(1)).innerText()), 'a time by keyboard')
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/\d\d:\d\d:\d\d: \d+\.\d\s°C, set point 18\.0\s°C/)
  await close()
}, 120_000)

test('a vessel that does not exist says so and shows the way back', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/nowhere`, 'phone')
  await page.getByRole('link', { name: 'Back to the brewery' }).click()
  await page.locator('vessel-card').first().waitFor()
  await close()
}, 120_000)

test('of two spans that were chosen the last one holds, whichever is answered first', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const span = (label: string) => page.getByRole('group', { name: 'Time shown' }).getByRole('button', { name: label })
  const answer = await held(page, '**/api/v1/readings', 'GET')
  await span('all').click()
  await eventually(async () => answer.asked() > 0, 'the first value to be asked for')
  await span('6 h').click()
  const [answered] = await Promise.all([page.waitForResponse('**/api/v1/readings'), answer.letGo()])
  await answered.finished()
  await page.locator('mode-control').first().waitFor()
  expect(await span('6 h').getAttribute('aria-pressed')).toBe('true')
  await close()
}, 120_000)

test('an offer to undo is made once, and taken once', async () => {
  const before = await stage.read<{ items: unknown[] }>('/vessels/kettle/notes')
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const undo = page.getByRole('button', { name: 'Undo' })
  const note = await stage.send('POST', '/vessels/kettle/notes', { text: 'Grain is in' })
  expect(note.ok).toBe(true)
  await page
    .getByRole('button', { name: /^Delete the note/ })
    .first()
    .click()
  const answer = await held(page, '**/vessels/kettle/notes', 'POST')
  await undo.dblclick()
  await eventually(async () => answer.asked() > 0, 'the note to be asked for')
  answer.letGo()
  await page.getByText('Undone').waitFor()
  expect(answer.asked()).toBe(1)
  expect((await stage.read<{ items: unknown[] }>('/vessels/kettle/notes')).items).toHaveLength(before.items.length + 1)
  // The page for wet hands tells what can be undone elsewhere; who comes back from it is not offered it again.
  for (const hash of ['#/vessels/kettle/brew', '#/vessels/kettle']) {
    await page.evaluate(to => (location.hash = to), hash)
    await page.getByRole('heading', { level: 1, name: hash.endsWith('brew') ? /no schedule/ : 'Kettle' }).waitFor()
  }
  expect(await undo.count()).toBe(0)
  await close()
}, 120_000)

test('a set point that was sent gives way to what somebody else set after it', async () => {
  const { page, close } = await openWindow(stage.browser, 'about:blank', 'phone')
  let hearing = true
  await page.routeWebSocket('**/ws', socket => {
    const server = socket.connectToServer()
    // Who reads slowly gets the newest state only.
    server.onMessage(message => {
      if (hearing || !String(message).includes('"data.kettle"')) socket.send(message)
    })
  })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 60 })
  await page.goto(`${stage.house.url}/#/vessels/kettle`)
  const field = page.getByRole('textbox', { name: 'Set point' })
  await eventually(async () => (await field.inputValue()) === '60.0', 'the set point')
  hearing = false
  await page.getByRole('button', { name: 'More: Set point' }).click()
  await page.getByText(/^Kettle: set point 60\.5/).waitFor()
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 70 })
  hearing = true
  await eventually(async () => (await field.inputValue()) === '70.0', 'what somebody else set')
  await close()
}, 120_000)

test('a set point on its way is not sent once somebody else has switched the vessel off', async () => {
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 60 })
  const { page, close } = await openWindow(stage.browser, 'about:blank', 'phone')
  await page.clock.install()
  await page.goto(`${stage.house.url}/#/vessels/kettle`)
  const more = page.getByRole('button', { name: 'More: Set point' })
  await more.waitFor()
  await page.clock.pauseAt(Date.now() + 4000)
  await more.click()
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await page.locator('mode-control [aria-pressed=true]', { hasText: 'Off' }).waitFor()
  const sent: string[] = []
  page.on('request', request => request.method() === 'PUT' && sent.push(request.url()))
  await page.clock.runFor(2000)
  await page.reload()
  expect(sent).toEqual([])
  expect(await stage.read('/vessels/kettle/mode')).toEqual({ kind: 'off' })
  await close()
}, 120_000)

test('undo leaves alone what somebody else told the vessel since', async () => {
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 60 })
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  await page.getByRole('button', { name: 'More: Set point' }).click()
  await page.getByText(/^Kettle: set point 60\.5/).waitFor()
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Not undone: the vessel has been told something else since.').waitFor()
  expect(await stage.read('/vessels/kettle/mode')).toEqual({ kind: 'off' })
  await close()
}, 120_000)

test('all there is is not said to be shown when nobody could tell how much that is', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/fermenter`, 'phone')
  const span = (label: string) => page.getByRole('group', { name: 'Time shown' }).getByRole('button', { name: label })
  await page.route('**/api/v1/readings', route => route.abort())
  await span('all').click()
  const problem = page.locator('history-chart').getByRole('alert').getByText('cannot be reached')
  await problem.waitFor()
  expect(await span('1 h').getAttribute('aria-pressed')).toBe('true')
  await page.unroute('**/api/v1/readings')
  await span('all').click()
  await eventually(async () => (await span('all').getAttribute('aria-pressed')) === 'true', 'all')
  await problem.waitFor({ state: 'hidden' })
  await close()
}, 120_000)

test('an autotune is ended once, however often that is tapped', async () => {
  const { version: _, ...kettle } = await stage.read<Vessel>('/vessels/kettle')
  await stage.send('PUT', '/vessels/kettle', { ...kettle, tuning: { kind: 'pid' } })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 50 })
  expect((await stage.send('POST', '/vessels/kettle/autotune', { power: 60 })).status).toBe(200)
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const card = page.getByRole('region', { name: 'Autotune' })
  const answer = await held(page, '**/vessels/kettle/autotune', 'DELETE')
  await card.getByRole('button', { name: 'End it' }).dblclick()
  const answered = page.waitForEvent('requestfinished', request => request.method() === 'DELETE')
  await eventually(async () => (await card.getByRole('button', { name: 'End it' }).count()) === 0, 'the end')
  answer.letGo()
  await answered
  await card.getByRole('button', { name: 'Begin' }).waitFor()
  expect(answer.asked()).toBe(1)
  expect(await card.getByRole('alert').innerText()).toBe('')
  await close()
  await stage.send('PUT', '/vessels/kettle', kettle)
}, 120_000)
