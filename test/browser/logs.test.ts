import { readFileSync } from 'node:fs'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, tightSpots } from './window.ts'

const stage = sharedStage()

/** Has the brewery say something. */
async function setPoint(value: number): Promise<void> {
  const answer = await fetch(`${stage.house.url}/api/v1/vessels/kettle/mode`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'constant', setPoint: value }),
  })
  expect(answer.status).toBe(200)
}

const messages = 'logs-page li .message'

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('the log is live, pauses, and shows only what is asked for', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/logs`, screen)
    await page.locator(messages).first().waitFor()
    const newest = () => page.locator(messages).first().innerText()
    await setPoint(61)
    await eventually(async () => (await newest()).includes('61'), 'the entry just made')

    await page.getByRole('button', { name: 'Pause' }).click()
    await setPoint(62)
    await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor()
    expect(await newest()).toContain('61')
    await page.getByRole('button', { name: 'Go on' }).click()
    await eventually(async () => (await newest()).includes('62'), 'the entry made meanwhile')

    await page.getByLabel('Source').selectOption('vessel kettle')
    await eventually(
      async () => (await page.locator('logs-page li .source').allInnerTexts()).every(text => text === 'vessel kettle'),
      'entries of the kettle only',
    )
    await page.getByLabel('Text').fill('61')
    await eventually(async () => (await newest()).includes('61'), 'the entry searched for')
    await page.getByLabel('Level').selectOption('error')
    await page.getByText('Nothing in the log is like this').waitFor()
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})

test('what is shown can be downloaded', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/logs`, 'desktop')
  await page.getByLabel('Source').selectOption('maelstrom')
  await eventually(
    async () => (await page.locator('logs-page li .source').allInnerTexts()).every(text => text === 'maelstrom'),
    'entries of the program only',
  )
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()])
  expect(download.suggestedFilename()).toMatch(/^maelstrom-log-\d{4}-\d\d-\d\d\.csv$/)
  const [head, first] = readFileSync(await download.path(), 'utf8').split('\r\n')
  expect(head).toBe('time,level,source,message')
  expect(first).toContain(',info,maelstrom,open at http')
  await close()
}, 120_000)

test('a page that reads too slowly says how much it does not show', async () => {
  const { page, complaints, close } = await openWindow(stage.browser, 'about:blank', 'phone')
  let tell = (_: string) => {}
  await page.routeWebSocket(/\/ws$/, socket => {
    const server = socket.connectToServer()
    socket.onMessage(message => server.send(message))
    server.onMessage(message => socket.send(message))
    tell = text => socket.send(text)
  })
  await page.goto(`${stage.house.url}/#/logs`)
  await page.locator(messages).first().waitFor()
  tell('{"action":"dropped","channel":"logs","count":12}')
  await page.getByText('12 lines were not shown').waitFor()
  expect(await tightSpots(page)).toEqual([])
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Read anew' }).click()
  await page.getByText('12 lines were not shown').waitFor({ state: 'detached' })

  await page.goto(`${stage.house.url}/#/debugger`)
  await page.locator('channel-monitor .messages li').first().waitFor()
  tell('{"action":"dropped","channel":"logs","count":1}')
  await page.getByText('1 message was not shown').waitFor()
  expect(complaints).toEqual([])
  await close()
}, 120_000)

test('on a phone it is behind “More”', async () => {
  const { page, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.getByRole('link', { name: 'More' }).click()
  expect(await tightSpots(page)).toEqual([])
  await page.getByRole('link', { name: 'Logs' }).click()
  await page.getByRole('heading', { level: 1, name: 'Logs' }).waitFor()
  await close()
}, 120_000)
