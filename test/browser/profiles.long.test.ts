import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Profile } from '../../data/model/profile.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { eventually } from '../eventually.ts'
import { sharedStage } from './stage.ts'
import { confirm, openWindow, type Screen, screens, takePicture, tightSpots } from './window.ts'

const stage = sharedStage()

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
}

/** Drags with a finger on a phone, with the mouse elsewhere. */
async function drag(page: Page, screen: Screen, [x, y]: number[], [toX, toY]: number[]): Promise<void> {
  const steps = [0.25, 0.5, 0.75, 1].map(share => ({ x: x! + share * (toX! - x!), y: y! + share * (toY! - y!) }))
  if (screen === 'desktop') {
    await page.mouse.move(x!, y!)
    await page.mouse.down()
    for (const step of steps) await page.mouse.move(step.x, step.y)
    await page.mouse.up()
    return
  }
  const touch = await page.context().newCDPSession(page)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x!, y: y! }] })
  for (const step of steps) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [step] })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

const profile = (id: string) => stage.read<Profile>(`/profiles/${id}`)
const mode = (vessel: string) => stage.read<Extract<Mode, { kind: 'profile' }>>(`/vessels/${vessel}/mode`)

describe.each(Object.keys(screens) as Screen[])('on a %s', screen => {
  test('a profile is made from a template, dragged, typed, saved, started, stopped and deleted', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/profiles`, screen)
    await page.getByText('Fermenter follows it').waitFor()
    expect(await tightSpots(page)).toEqual([])
    await page.getByRole('button', { name: 'New' }).click()
    await page.getByRole('button', { name: /Step mash/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    const second = page.getByRole('slider', { name: 'Point 2' })
    await second.waitFor()
    await page.locator('wa-dialog[open]').waitFor({ state: 'hidden' })

    const box = (await second.locator('.dot').boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await drag(page, screen, [x, y], [x, y - 40])
    expect(await page.evaluate(() => scrollY)).toBe(0)
    const dragged = Number(await second.getAttribute('aria-valuenow'))
    expect(dragged).toBeGreaterThan(54)
    expect(dragged % 0.5).toBe(0)
    await second.press('ArrowUp')
    await eventually(
      async () => Number(await second.getAttribute('aria-valuenow')) === dragged + 0.5,
      'half a degree up',
    )

    const field = page.getByRole('textbox', { name: 'Point 3, temperature' })
    await field.fill('64.5')
    await field.press('Enter')
    await page.getByRole('textbox', { name: 'Point 3, time, minutes' }).fill('30')
    await page.getByRole('button', { name: 'Remove point 7' }).click()
    await page.getByRole('button', { name: 'Add an event' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Say what to do, or remove the event.').waitFor()
    await page.getByRole('textbox', { name: 'Event 4, what to do' }).fill('Stir')
    await page.getByRole('textbox', { name: 'Name' }).fill('My mash')
    expect(await tightSpots(page)).toEqual([])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('“My mash” is saved').waitFor()
    const saved = await profile('step-mash')
    expect(saved.name).toBe('My mash')
    expect(saved.points).toHaveLength(6)
    expect(saved.points[1]!.temperature).toBe(dragged + 0.5)
    expect(saved.points[2]).toEqual({ at: 1800, temperature: 64.5, approach: 'ramp' })
    expect(saved.events.at(-1)!.text).toBe('Stir')

    const vessel = page.getByLabel('Vessel', { exact: true })
    expect(await vessel.inputValue()).toBe('kettle')
    await vessel.selectOption('fermenter')
    await page.getByText(/Starting ends what Fermenter is at: Profile “Ale” · day \d/).waitFor()
    await vessel.selectOption('kettle')
    await page.getByText('Starting ends').waitFor({ state: 'hidden' })
    await page.getByLabel('When').selectOption('date')
    await confirm(page, 'Start')
    await page.getByText(/Kettle starts it/).waitFor()
    expect((await mode('kettle')).startedAt).toBeGreaterThan(Date.now())
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText(/is used by the vessel kettle/).waitFor()
    await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 67 })
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('“My mash” is deleted').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Profiles' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('My mash').first().waitFor()
    await stage.send('DELETE', '/profiles/step-mash')
    // The browser itself reports the refused requests.
    expect(complaints.filter(text => !/40[09]/.test(text))).toEqual([])
    await close()
  }, 120_000)

  test('an edit of a running profile says what it changes; a conflict asks whose holds', async () => {
    const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/profiles/ale`, screen)
    const first = page.getByRole('textbox', { name: 'Point 1, temperature' })
    await first.fill('16')
    await first.press('Enter')
    await page.getByText(/Fermenter goes from 18\.0\s°C to 16\.0\s°C at once/).waitFor()
    await page.getByLabel('Compare with').selectOption('kettle')
    await page.getByText('Thin line: the past of Kettle, up to now').waitFor()
    expect(await page.locator('profile-chart .measured').getAttribute('d')).toMatch(/^M/)
    expect((await profile('ale')).points[0]!.temperature).toBe(18)

    const { version: _, ...theirs } = await profile('ale')
    await stage.send('PUT', '/profiles/ale', { ...theirs, name: 'Their ale' })
    await page.getByText('Somebody else has changed this profile').waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Not saved: somebody else has changed it meanwhile.').waitFor()
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await eventually(
      async () => (await page.getByRole('textbox', { name: 'Name' }).inputValue()) === 'Their ale',
      'theirs',
    )
    await stage.send('PUT', '/profiles/ale', theirs)
    expect(complaints.filter(text => !text.includes('412'))).toEqual([])
    await close()
  }, 120_000)

  test('on the vessel page it is paused, moved and stopped', async () => {
    const before = await mode('fermenter')
    const { page, complaints, close } = await openWindow(
      stage.browser,
      `${stage.house.url}/#/vessels/fermenter`,
      screen,
    )
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText(/· paused/).waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await eventually(async () => (await mode('fermenter')).pausedAt === undefined, 'it goes on')
    await page.getByRole('button', { name: 'Jump', exact: true }).click()
    await page.getByLabel('Point to jump to').selectOption({ index: 2 })
    expect(await tightSpots(page)).toEqual([])
    await page.getByRole('button', { name: 'Jump there' }).click()
    await page.locator('vessel-page .set').getByText('20.0').waitFor()
    await page.locator('profile-run').getByRole('button', { name: 'Stop' }).click()
    await eventually(async () => (await mode('fermenter')).kind !== 'profile', 'stopped')
    // Not the offer to take back the jump.
    await page.locator('undo-toast').getByText('profile stopped').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator('vessel-page .set').getByText('20.0').waitFor()
    await stage.send('PUT', '/vessels/fermenter/mode', before)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in %s',
    async scheme => {
      const { page, close } = await openWindow(stage.browser, `${stage.house.url}/#/profiles`, screen, scheme)
      await page.getByText('Fermenter follows it').waitFor()
      expect(await findings(page)).toEqual([])
      await page.getByRole('button', { name: 'New' }).click()
      await page.getByRole('button', { name: /Lager/ }).waitFor()
      expect(await findings(page)).toEqual([])
      await page.goto(`${stage.house.url}/#/profiles/ale`)
      await page.getByRole('slider', { name: 'Point 2' }).waitFor()
      await page.getByRole('button', { name: 'Add an event' }).click()
      await page.locator('wa-dialog[open]').waitFor({ state: 'hidden' })
      expect(await findings(page)).toEqual([])
      expect((await takePicture(page, `profile-${screen}-${scheme}`)).length).toBeGreaterThan(10_000)
      await close()
    },
    120_000,
  )
})
