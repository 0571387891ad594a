import type { Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, type Screen, screens, tightSpots } from './window.ts'

const stage = sharedStage()

type Items = { items: { id: string; channel: string }[] }
const ids = async (kind: string) => (await stage.read<Items>(`/${kind}`)).items.map(({ id }) => id)
const everything = async () => ({
  things: await Promise.all(['boards', 'sensors', 'actuators', 'vessels', 'profiles'].map(ids)),
  channels: (await stage.read<Items>('/channels')).items
    .map(({ channel }) => channel)
    .filter(channel => !channel.startsWith('configuration.') && channel !== 'alarms'),
  settings: { ...(await stage.read<{ version: number }>('/settings')), version: 0, logo: await picture() },
})
const picture = async () => {
  const answer = await fetch(`${stage.house.url}/api/v1/logo`)
  return answer.ok ? answer.text() : null
}
const ours = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'

const acknowledge = () => stage.send('POST', '/alarms/acknowledge', {})
beforeEach(acknowledge)

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const settled = (page: Page, id: string, calls: string) =>
  page.locator(`#${id} call-list`).getByText(calls, { exact: true }).waitFor({ timeout: 60_000 })

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('every simulation does what it says, and Clean up leaves nothing behind', async () => {
    // One house has a logo of its own, the other none.
    if (screen === 'phone')
      await fetch(`${stage.house.url}/api/v1/logo`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ data: btoa(ours) }),
      })
    const before = await everything()
    expect(before.settings.logo).toBe(screen === 'phone' ? ours : null)
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/debugger`, screen)
    for (const name of ['Mash simulation', 'Ale Chamber simulation', 'Lager Chamber simulation', 'Generate Logs'])
      await button(page, name).click()

    await button(page, 'Generate Alarm').click()
    await settled(page, 'generate-alarm', '7 calls done')
    await page.getByRole('link', { name: '2 alarms to acknowledge' }).waitFor()
    await button(page, 'Ack Alarms').click()
    await page.getByRole('link', { name: '2 alarms acknowledged' }).waitFor()

    await button(page, 'Add Controllers/Devices').click()
    await settled(page, 'devices', '8 calls done')
    await button(page, 'Add Profiles').click()
    await settled(page, 'profiles', '3 calls done')
    expect(await ids('profiles')).toContain('debugger-lager')
    await eventually(
      async () => (await stage.read<{ quality: string }>('/vessels/debugger-kettle/state')).quality === 'good',
      'the test kettle to be measured',
    )
    await button(page, 'App Settings: Logo').click()
    await page.getByRole('link', { name: 'Test Brewery' }).waitFor()
    await settled(page, 'logo', '2 calls done')
    await page.locator('app-header img').waitFor()
    const day = await picture()
    expect(day).toMatch(/^<svg/)
    expect(day).not.toBe(before.settings.logo)
    await button(page, 'App Settings: Logo/Theme').click()
    await page.getByRole('link', { name: 'Night Shift Brewery' }).waitFor()
    await page.locator('html.wa-dark').waitFor()
    await settled(page, 'theme', '2 calls done')
    expect(await picture()).not.toBe(day)
    expect(await axeFindings(page)).toEqual([])
    expect(await tightSpots(page)).toEqual([])

    for (const id of ['mash', 'ale', 'lager']) await settled(page, id, '16 calls done')
    await page.reload()
    await page.getByText('Left behind').waitFor()
    await button(page, 'Clean up').click()
    await page.getByText('Nothing is left behind.').waitFor()
    await page.getByRole('link', { name: 'Maelstrom' }).first().waitFor()
    expect(await everything()).toEqual(before)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a running simulation is stopped', async () => {
    const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/debugger`, screen)
    await button(page, 'Mash simulation').click()
    await settled(page, 'mash', '1 call done')
    await button(page, 'Stop: Mash simulation').click()
    await page.locator('#mash button:enabled').getByText('Mash simulation').waitFor()
    await button(page, 'Clean up').click()
    await page.getByText('Nothing is left behind.').waitFor()
    await close()
  }, 60_000)

  test('the monitor hears what is published, filtered and paused', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/debugger`, screen)
    const messages = page.locator('channel-monitor .messages li')
    await messages.nth(3).waitFor()
    await page.getByLabel('Channel', { exact: true }).fill('chat.testers')
    await page.getByLabel('JSON', { exact: true }).fill('{ "say": "hop" ')
    await page.getByText('Line 1, column 16: expected , or }').waitFor()
    expect(await button(page, 'Publish').isDisabled()).toBe(true)
    await button(page, 'Go there').click()
    await page.getByLabel('JSON', { exact: true }).fill('{ "say": "hop" }')
    await button(page, 'Publish').click()
    await page.getByLabel('Filter').fill('chat')
    await messages.getByText('{"say":"hop"}').first().waitFor()
    await eventually(async () => (await messages.count()) === 1, 'the filter')
    await messages.locator('summary').click()
    await messages.locator('pre').getByText('"say": "hop"').waitFor()

    await button(page, 'No filter').click()
    await button(page, 'Pause').click()
    const paused = page.getByRole('button', { name: /Go on \(\d+\)/ })
    await paused.waitFor()
    await paused.click()
    await page.locator('channel-monitor summary').first().click()
    await page.getByRole('button', { name: /^data\.sensors\.wort/ }).click()
    await eventually(async () => {
      const heard = await messages.locator('b').allInnerTexts()
      return heard.length > 0 && heard.every(channel => channel === 'data.sensors.wort')
    }, 'one channel alone')

    await page.getByLabel('Channel', { exact: true }).fill('data.kettle')
    await button(page, 'Publish').click()
    await page.getByText('channel "data.kettle" is the brewery\'s own: publish on another one').first().waitFor()
    await page.getByLabel('Channel', { exact: true }).fill('no good')
    await page.getByText('Words of letters, digits').waitFor()
    await button(page, 'Clean up').click()
    await page.getByText('Nothing is left behind.').waitFor()
    expect(complaints.filter(text => !text.includes('403'))).toEqual([])
    await close()
  }, 60_000)

  test('faults are injected and healed, and time runs faster', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/debugger`, screen)
    const panel = page.locator('fault-panel')
    await panel.getByText('Nothing is broken.').waitFor()
    await panel.getByRole('button', { name: 'Unplug', exact: true }).first().click()
    await eventually(
      async () => (await stage.read<{ quality: string }>('/vessels/kettle/state')).quality === 'bad',
      'the kettle to miss its probe',
    )
    for (const name of ['Freeze', 'Short', 'Make noisy', 'Weld', 'Break'])
      await panel.getByRole('button', { name, exact: true }).click()
    await panel.getByText('Kettle probe: shorted').waitFor()
    await eventually(
      async () => (await panel.getByRole('list', { name: 'Faults now' }).getByRole('listitem').count()) === 6,
      'six faults',
    )
    expect(await axeFindings(page)).toEqual([])
    expect(await tightSpots(page)).toEqual([])
    await button(page, 'Heal Kettle probe: noisy').click()
    await panel.getByText('Kettle probe: noisy').waitFor({ state: 'hidden' })
    await button(page, 'Heal all').click()
    await panel.getByText('Nothing is broken.').waitFor()

    for (const name of ['Hang', 'Reset', 'Unplug silently'])
      await panel.getByRole('button', { name, exact: true }).click()
    await panel.getByText('Board: unplugged silently').waitFor()
    await panel.getByRole('button', { name: 'Unplug', exact: true }).nth(1).click()
    await panel.getByText('Board: unplugged', { exact: true }).waitFor()
    await page.getByRole('link', { name: /alarm/ }).first().waitFor()
    await button(page, 'Heal all').click()
    await eventually(
      async () => (await stage.read<{ phase: string }>('/boards/arduino/state')).phase === 'ready',
      'the board to come back',
    )

    await button(page, '10×').click()
    await panel.getByText(/faster at the moment/).waitFor()
    await panel.getByText(/min ahead/).waitFor()
    await button(page, 'Clean up').click()
    await panel.getByText('Time runs as on the wall.').waitFor()
    await page.getByText('Nothing is left behind.').waitFor()
    const over = async () => (await acknowledge()) && (await stage.read<Items>('/alarms')).items.length === 0
    await eventually(over, 'all alarms to be over', 60_000)
    expect(complaints).toEqual([])
    await close()
  }, 180_000)

  test('the reference is searched, and what reads is tried', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/api/docs`, screen)
    await page.getByRole('searchbox', { name: 'Search' }).fill('vessels state')
    const operation = page.locator('api-operation')
    await eventually(async () => (await operation.count()) === 1, 'one operation')
    await operation.locator('summary').click()
    await operation.getByLabel('id').fill('kettle')
    await operation.getByRole('button', { name: 'Send' }).click()
    await operation.locator('pre').getByText('"vessel": "kettle"').waitFor()
    await operation.getByLabel('id').fill('moon')
    await operation.getByRole('button', { name: 'Send' }).click()
    await operation.locator('.problem').getByText('there is no vessel "moon"').waitFor()
    await page.getByRole('searchbox', { name: 'Search' }).fill('websocket')
    await page.locator('details').getByText('alarms', { exact: true }).first().click()
    await page.locator('details[open] pre').getByText('sequence: integer').waitFor()
    await page.getByRole('searchbox', { name: 'Search' }).fill('')
    await page.getByRole('heading', { name: 'simulations' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await tightSpots(page)).toEqual([])
    expect(complaints.filter(text => !text.includes('404'))).toEqual([])
    await close()
  }, 60_000)
})
