import { statSync } from 'node:fs'
import type { Settings } from '../../data/model/setting.ts'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { confirm, openWindow, type Screen, screens, tightSpots } from './window.ts'

const stage = sharedStage()

const settings = async () => (await (await fetch(`${stage.house.url}/api/v1/settings`)).json()) as Settings

const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><script>window.ran = true</script><circle cx="12" cy="12" r="10"/></svg>',
)

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('settings hold at once and can be undone', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/settings`, screen)
    await page.getByRole('button', { name: '°F' }).click()
    await eventually(async () => (await settings()).unit === 'fahrenheit', 'the unit at the server')
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => (await settings()).unit === 'celsius', 'undo')

    await page.getByLabel('Dates and numbers').selectOption('de-DE')
    await page.getByText(/Like this: .*18,5/).waitFor()
    await page.getByLabel('Dates and numbers').selectOption('')
    await eventually(async () => (await settings()).locale === null, 'the locale of the browser')

    await page.getByLabel('Every reading').fill('0')
    await page.getByLabel('Every reading').press('Enter')
    await page.getByText('Expected a number from 1 to 36500.').waitFor()
    await page.getByLabel('Every reading').fill('90')
    await page.getByLabel('Every reading').press('Enter')
    await page.getByText('Expected a number').waitFor({ state: 'hidden' })

    await page.getByLabel('Logo').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: drawing })
    await page.locator('app-header img').waitFor()
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    expect(await tightSpots(page)).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.locator('app-header img').waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})

test('what is wrong with a logo is said beside it', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/settings`, 'desktop')
  const choose = (name: string, buffer: Buffer) =>
    page.getByLabel('Logo').setInputFiles({ name, mimeType: 'image/png', buffer })
  await choose('huge.png', Buffer.alloc(300_000))
  await page.getByText('huge.png has 300 kB: a logo may have at most 200 kB.').waitFor()
  await choose('letter.png', Buffer.from('Dear brewer'))
  await page.getByText('this is no image that can be shown').waitFor()
  await close()
}, 120_000)

test('a backup is a tap away', async () => {
  const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/settings`, 'phone')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download a backup' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^maelstrom-\d{4}-\d\d-\d\d-\d{4}\.sqlite$/)
  expect(statSync(await download.path()).size).toBeGreaterThan(100_000)

  await page.getByRole('button', { name: 'Make one here' }).click()
  await page.getByText(/^Made: \d/).waitFor()
  const listed = page.getByRole('list', { name: 'Backups' }).locator('> li')
  await eventually(async () => {
    // One of the same second takes the place of the other.
    await stage.send('POST', '/backups')
    return (await stage.read<{ items: unknown[] }>('/backups')).items.length === 2
  }, 'another backup')
  await eventually(async () => (await listed.count()) === 2, 'it to be listed')
  await page.getByText('Download, restore, delete').first().click()
  await page.getByText('Every vessel is off and every output at rest').first().waitFor()
  expect(await tightSpots(page)).toEqual([])
  const place = async (name: string) => (await page.getByRole('button', { name, exact: true }).first().boundingBox())!
  const [restore, remove] = [await place('Restore'), await place('Delete')]
  expect(remove.y - restore.y - restore.height).toBeGreaterThanOrEqual(8)
  await confirm(page, 'Restore')
  await page.getByText('The brewery opens again with the backup. Every vessel is off.').waitFor()
  const mode = async () => (await fetch(`${stage.house.url}/api/v1/vessels/kettle/mode`)).json().catch(() => null)
  await eventually(
    async () => (await mode().catch(() => null))?.kind === 'off',
    'the kettle to be off after the restore',
  )
  await page.getByText('what a restore replaced').waitFor()
  expect(await listed.count()).toBe(3)
  await close()
}, 120_000)
