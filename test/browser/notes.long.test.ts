import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, tightSpots } from './window.ts'

const stage = sharedStage()

const send = async (method: string, path: string, body?: object) => {
  const answer = await stage.send(method, path, body)
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
}
type Items = { items: { id: number; text: string; by: string; at: number }[] }
const notes = async () => (await stage.read<Items>('/vessels/kettle/notes')).items
const clear = async () => {
  for (let found = await notes(); found.length > 0; found = await notes())
    for (const { id } of found) await send('DELETE', `/vessels/kettle/notes/${id}`)
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const list = (page: Page) => page.getByRole('list', { name: 'Notes' }).getByRole('listitem')
const marks = (page: Page) => page.getByRole('group', { name: 'What happened' }).getByRole('button')
const faults = async (page: Page) => [...(await tightSpots(page)), ...(await axeFindings(page))]

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('a note is written, changed, deleted and brought back, before the eyes of another browser', async () => {
    await clear()
    const mine = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    const theirs = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'desktop')
    const { page } = mine
    await press(page, 'Add note')
    await page.getByText('Write something first.').waitFor()
    await page.getByLabel('A new note').fill('Grain is in')
    await press(page, 'Add note')
    await list(page).getByText('Grain is in').waitFor()
    await list(theirs.page).getByText('Grain is in').waitFor()
    await marks(theirs.page)
      .and(theirs.page.getByRole('button', { name: /Grain is in/ }))
      .waitFor()
    expect(await page.getByLabel('A new note').inputValue()).toBe('')

    await page.getByRole('button', { name: /^Change the note/ }).click()
    await page.getByLabel('Note', { exact: true }).fill('Grain is in, 5 kg')
    await page.getByLabel('Time of the note').fill('2026-01-02T03:04')
    expect(await faults(page)).toEqual([])
    await press(page, 'Save')
    await list(theirs.page).getByText('Grain is in, 5 kg').waitFor()
    expect((await notes())[0]!.at).toBe(new Date('2026-01-02T03:04').getTime())
    await press(page, 'Undo')
    await list(theirs.page).getByText('Grain is in', { exact: true }).waitFor()

    await page.getByRole('button', { name: /^Delete the note/ }).click()
    await eventually(async () => (await list(theirs.page).count()) === 0, 'the note to be gone everywhere')
    await press(page, 'Undo')
    await list(theirs.page).getByText('Grain is in', { exact: true }).waitFor()
    expect([...mine.complaints, ...theirs.complaints]).toEqual([])
    await mine.close()
    await theirs.close()
  }, 120_000)

  test('many notes come in pages', async () => {
    await clear()
    for (let n = 1; n <= 25; n++) await send('POST', '/vessels/kettle/notes', { text: `note ${n}`, by: 'Ada' })
    const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    await list(page).getByText('note 25').waitFor()
    expect(await list(page).count()).toBe(20)
    await press(page, 'Older notes')
    await list(page).getByText('note 1', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Older notes' }).waitFor({ state: 'hidden' })
    await close()
  }, 60_000)

  test('what happened stands under the chart, and tells itself to pointer, finger and keyboard', async () => {
    await clear()
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
    await send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 61 })
    await send('PUT', '/vessels/kettle/mode', { kind: 'manual', output: 10 })
    const halfAnHourAgo = Date.now() - 1_800_000
    await send('POST', '/vessels/kettle/notes', { text: 'Iodine test is clear', by: 'Ada', at: halfAnHourAgo })
    await send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
    const noted = page.getByRole('button', { name: /Iodine test is clear/ })
    await noted.waitFor()
    const told = page.locator('chart-marks .told')
    if (screen === 'desktop') {
      await noted.hover()
      await told.getByText('Iodine test is clear').waitFor()
      await page.mouse.move(0, 0)
    } else {
      await noted.tap()
      await told.getByText('Iodine test is clear').waitFor()
      await noted.tap()
    }
    await told.waitFor({ state: 'hidden' })
    await page.getByRole('slider', { name: 'Time on the chart' }).focus()
    await page.keyboard.press('Tab')
    await told.waitFor()
    await page.keyboard.press('Escape')
    await told.waitFor({ state: 'hidden' })
    await marks(page).last().click()
    await told.getByText('Set point 67.0\u00a0°C').waitFor()
    expect(await marks(page).last().innerText()).toMatch(/^\d+$/)
    expect(await faults(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('hundreds of marks neither crowd nor slow the chart', async () => {
    await clear()
    const year = 365 * 86_400_000
    const now = Date.now()
    for (let n = 0; n < 400; n++)
      await send('POST', '/vessels/kettle/notes', { text: `mark ${n}`, at: Math.round(now - (n * year) / 400) })
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
    for (let n = 0; n < 14; n++) await press(page, 'Zoom out')
    await page
      .getByRole('button', { name: /and \d+ more: zoom in/ })
      .first()
      .waitFor()
    await eventually(async () => (await marks(page).count()) > 2, 'a year of marks')
    const boxes = await marks(page).evaluateAll(buttons =>
      buttons.map(button => button.getBoundingClientRect()).map(({ left, right }) => [left, right]),
    )
    for (const [n, [left]] of boxes.entries())
      if (n > 0) expect(left).toBeGreaterThanOrEqual(boxes[n - 1]![1]! - 1 / 32)
    const plot = (await page.locator('.plot').boundingBox())!
    expect(boxes[0]![0]).toBeGreaterThanOrEqual(plot.x)
    expect(boxes.at(-1)![1]).toBeLessThanOrEqual(plot.x + plot.width + 0.01)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('what the chart shows can be downloaded', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, screen)
    await page.locator('history-chart .empty').waitFor({ state: 'hidden' })
    const fetchFile = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `Download as ${name}` }).click(),
      ])
      const { searchParams } = new URL(download.url())
      const span = (Number(searchParams.get('to')) - Number(searchParams.get('from'))) / 3_600_000
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8'), span }
    }
    const csv = await fetchFile('CSV')
    expect(csv.name).toMatch(/^kettle-\d{4}-\d\d-\d\d\.csv$/)
    expect(csv.span).toBeCloseTo(1, 3)
    expect(csv.text.split('\r\n')[0]).toBe('time,process value,set point,output')
    expect(csv.text.split('\r\n').length).toBeGreaterThan(100)
    await page.getByRole('button', { name: '6 h', exact: true }).click()
    await page.locator('chart-tools [aria-pressed=true]').getByText('6 h').waitFor()
    const json = await fetchFile('JSON')
    expect(json.span).toBeCloseTo(6, 3)
    const { vessel, items } = JSON.parse(json.text) as { vessel: string; items: { at: number }[] }
    expect([vessel, items.length > 400]).toEqual(['kettle', true])
    expect(complaints).toEqual([])
    await close()
  }, 60_000)
})

test('what others save of a note does not replace what is typed here', async () => {
  await clear()
  await send('POST', '/vessels/kettle/notes', { text: 'Gravity 1.050' })
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  await page.getByRole('button', { name: /^Change the note/ }).click()
  const field = page.getByRole('textbox', { name: 'Note', exact: true })
  await field.fill('Gravity 1.051, at 20 °C')
  const [before] = await notes()
  await send('PUT', `/vessels/kettle/notes/${before!.id}`, { text: 'Theirs' })
  await send('POST', '/vessels/kettle/notes', { text: 'Another' })
  await page.getByText('Another', { exact: true }).waitFor()
  expect(await field.inputValue()).toBe('Gravity 1.051, at 20 °C')
  await press(page, 'Save')
  await page.locator('note-form .problem:not(:empty)').waitFor()
  expect((await notes()).map(({ text }) => text)).toContain('Theirs')
  await clear()
  await close()
}, 120_000)

test('a time that was cleared is shown again, as it holds', async () => {
  await clear()
  await send('POST', '/vessels/kettle/notes', { text: 'Gravity 1.050', at: new Date('2026-01-02T03:04').getTime() })
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'desktop')
  await page.getByRole('button', { name: /^Change the note/ }).click()
  const time = page.getByLabel('Time of the note')
  await time.focus()
  await page.keyboard.press('Backspace')
  expect(await time.inputValue()).toBe('')
  await page.getByRole('textbox', { name: 'Note', exact: true }).focus()
  expect(await time.inputValue()).toBe('2026-01-02T03:04')
  await clear()
  await close()
}, 120_000)

const goTo = async (page: Page, route: string, element: string) => {
  await page.evaluate(to => (location.hash = `#/${to}`), route)
  await page.locator(element).first().waitFor()
}

test('a note that is half written waits for who leaves the page, until it is added', async () => {
  await clear()
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const field = page.getByRole('textbox', { name: 'A new note' })
  const time = page.getByLabel('Time of the note')
  await field.fill('Gravity 1.050')
  await page.getByRole('button', { name: 'Now; choose another time' }).click()
  await time.fill('2026-01-02T03:04')
  await goTo(page, 'alarms', 'alarms-page')
  await goTo(page, 'vessels/fermenter', 'vessel-notes')
  expect(await field.inputValue()).toBe('')
  await goTo(page, 'vessels/kettle', 'vessel-notes')
  expect(await field.inputValue()).toBe('Gravity 1.050')
  expect(await time.inputValue()).toBe('2026-01-02T03:04')
  await press(page, 'Add note')
  await list(page).getByText('Gravity 1.050').waitFor()
  await goTo(page, 'alarms', 'alarms-page')
  await goTo(page, 'vessels/kettle', 'vessel-notes')
  expect(await field.inputValue()).toBe('')
  expect(await time.count()).toBe(0)
  await clear()
  await close()
}, 120_000)

test('a change of a note waits for who leaves the page, until it is saved or given up', async () => {
  await clear()
  await send('POST', '/vessels/kettle/notes', { text: 'Gravity 1.050' })
  const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const field = page.getByRole('textbox', { name: 'Note', exact: true })
  const time = page.getByLabel('Time of the note')
  const change = () => page.getByRole('button', { name: /^Change the note/ }).click()
  const comeBack = async () => {
    await goTo(page, 'alarms', 'alarms-page')
    await goTo(page, 'vessels/kettle', 'vessel-notes')
    await list(page).first().waitFor()
  }
  await change()
  await comeBack()
  expect(await field.count()).toBe(0)
  await change()
  await field.fill('Gravity 1.051')
  await time.fill('2026-01-02T03:04')
  await goTo(page, 'vessels/fermenter', 'vessel-notes')
  expect(await field.count()).toBe(0)
  await goTo(page, 'vessels/kettle', 'vessel-notes')
  expect(await field.inputValue()).toBe('Gravity 1.051')
  expect(await time.inputValue()).toBe('2026-01-02T03:04')
  await press(page, 'Save')
  await list(page).getByText('Gravity 1.051').waitFor()
  await comeBack()
  expect(await field.count()).toBe(0)
  await change()
  await field.fill('Gravity 1.052')
  await press(page, 'Cancel')
  await comeBack()
  expect(await field.count()).toBe(0)
  await list(page).getByText('Gravity 1.051').waitFor()
  expect(complaints).toEqual([])
  await clear()
  await close()
}, 120_000)

test('what is typed into a note is not lost when somebody deletes that, nor when newer ones fill the page', async () => {
  await clear()
  await send('POST', '/vessels/kettle/notes', { text: 'Gravity 1.050', by: 'Ada' })
  const [before] = await notes()
  const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  await page.getByRole('button', { name: /^Change the note/ }).click()
  const field = page.getByRole('textbox', { name: 'Note', exact: true })
  await field.fill('Gravity 1.051, at 20 °C')
  for (let n = 1; n <= 21; n++) await send('POST', '/vessels/kettle/notes', { text: `Note ${n}` })
  await list(page).getByText('Note 21', { exact: true }).waitFor()
  expect(await field.inputValue()).toBe('Gravity 1.051, at 20 °C')
  await send('DELETE', `/vessels/kettle/notes/${before!.id}`)
  for (let n = 22; n <= 23; n++) await send('POST', '/vessels/kettle/notes', { text: `Note ${n}` })
  await list(page).getByText('Note 23', { exact: true }).waitFor()
  await press(page, 'Save')
  await page.getByText('Noted').waitFor()
  const [kept] = (await notes()).filter(({ at }) => at === before!.at)
  expect(kept).toMatchObject({ text: 'Gravity 1.051, at 20 °C', by: 'Ada' })
  await eventually(async () => (await field.count()) === 0, 'the form to be closed')
  expect(complaints.filter(text => !text.includes('404'))).toEqual([])
  await clear()
  await close()
}, 120_000)
