import type { Vessel } from '../../data/model/vessel.ts'
import { eventually } from '../eventually.ts'
import { axeFindings } from './axe.ts'
import { sharedStage } from './stage.ts'
import { openWindow, tightSpots } from './window.ts'

const stage = sharedStage()

const kettle = () => stage.read<Vessel>('/vessels/kettle')

test('on a phone: autotune is offered to a PID, shows how it goes and what it found, and is applied', async () => {
  await stage.send('PUT', '/vessels/kettle', { ...(await kettle()), tuning: { kind: 'pid' } })
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'off' })
  const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/vessels/kettle`, 'phone')
  const card = page.getByRole('region', { name: 'Autotune' })
  await card.getByText('Hold it at a constant set point first').waitFor()
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 50 })
  await card.getByRole('button', { name: 'Less: Power at most' }).click()
  const begin = card.locator('confirm-button').getByRole('button')
  await begin.click()
  await eventually(async () => {
    if ((await begin.count()) > 0) await begin.click({ timeout: 1000 }).catch(() => {})
    return (await card.getByRole('button', { name: 'End it' }).count()) > 0
  }, 'it to begin')
  await card.getByText(/It goes to 50\.0\s°C first/).waitFor()
  expect(await tightSpots(page)).toEqual([])

  // Somebody turns the knob: that ends it, and it says so.
  await stage.send('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 49.5 })
  await card.getByText('It ended because the vessel was told something else.').waitFor()
  expect((await stage.send('POST', '/vessels/kettle/autotune', { power: 60 })).status).toBe(200)

  await stage.send('PUT', '/simulations/speed', { factor: 60 })
  await card.getByText(/swing \d of 3/).waitFor({ timeout: 300_000 })
  await card.getByText('Nothing is changed yet.').waitFor({ timeout: 900_000 })
  await stage.send('PUT', '/simulations/speed', { factor: 1 })
  await card.getByText(/Gain \d+ % per °C/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(await tightSpots(page)).toEqual([])
  expect((await kettle()).tuning).toMatchObject({ gain: 20 })
  await card.getByRole('button', { name: 'Apply' }).click()
  await card.getByText('Finds the gains of its PID').waitFor()
  expect((await kettle()).tuning).toMatchObject({ kind: 'pid', gain: expect.any(Number) })
  expect((await kettle()).tuning).not.toMatchObject({ gain: 20 })
  expect(complaints).toEqual([])
  await close()
}, 1_500_000)
