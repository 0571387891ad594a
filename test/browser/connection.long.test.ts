import { sharedStage } from './stage.ts'
import { openWindow } from './window.ts'

const stage = sharedStage()

test('when the server is gone the page says so, greys what is old, and goes on by itself when it is back', async () => {
  const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  const kettle = 'vessel-card:has(h2:has-text("Kettle"))'
  await page.locator(`${kettle} process-value`).waitFor()
  await page.locator(`${kettle} activity-badge`).getByText('Heating').waitFor()
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }))
  await stage.house.halt()
  const banner = page.locator('connection-banner').getByText('Connection lost')
  await banner.waitFor()
  await page.locator(`${kettle} .unsure`).waitFor()
  expect(await page.locator(`${kettle} wait-list ul`).innerText()).toMatch(/No reading from Kettle probe for \d+\ss/)
  await stage.house.resume()
  await banner.waitFor({ state: 'hidden' })
  await page.locator(`${kettle} .unsure`).waitFor({ state: 'hidden' })
  expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)
  expect(complaints.filter(text => !/ERR_CONNECTION_(REFUSED|RESET)/.test(text))).toEqual([])
  await close()
}, 120_000)

test('a change that cannot be sent says so beside the control', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'desktop')
  await page.route('**/mode', route => route.abort())
  await page.getByRole('button', { name: 'More: Set point' }).click()
  await page.locator('mode-control .problem').getByText('cannot be reached').waitFor()
  await close()
}, 120_000)

test('a snapshot that fails is explained and tried again', async () => {
  const context = await stage.browser.newContext()
  const page = await context.newPage()
  await page.route('**/api/v1/settings', route => route.fulfill({ status: 503, json: { detail: 'Not yet.' } }))
  await page.goto(stage.house.url)
  await page.locator('connection-banner').getByText('Not yet. Trying again.').waitFor()
  await page.unroute('**/api/v1/settings')
  await page.locator('vessel-card').first().waitFor()
  await context.close()
}, 120_000)

test('a page whose code is not here says so, and comes when the brewery is back', async () => {
  const { page, complaints, close } = await openWindow(stage.browser, stage.house.url, 'phone')
  await page.locator('vessel-card').first().waitFor()
  await page.route('**/assets/logs-page*', route => route.fulfill({ status: 404 }))
  await page.evaluate(() => (location.hash = '#/logs'))
  await page.getByText('This page could not be fetched.').waitFor()
  await page.getByRole('button', { name: 'Load everything anew' }).waitFor()
  await page.unroute('**/assets/logs-page*')
  await stage.house.halt()
  await page.evaluate(() => (location.hash = '#/settings'))
  await page.getByText('This page is not here yet').waitFor()
  await stage.house.resume()
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  expect(complaints.filter(text => !/ERR_CONNECTION_(REFUSED|RESET)|404/.test(text))).toEqual([])
  await close()
}, 120_000)
