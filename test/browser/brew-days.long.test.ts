import type { ScheduleState } from '../../data/model/schedule-run.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { eventually } from '../eventually.ts'
import { sharedStage } from './stage.ts'
import { confirm, openWindow, thought } from './window.ts'

const stage = sharedStage()

const run = async (vessel: string): Promise<ScheduleState | undefined> =>
  (await stage.read<VesselState>(`/vessels/${vessel}/state`)).schedule

/** Lets the brewery's time run 60 times faster, or as fast as this computer can, and back. */
const hurry = (factor: number) => stage.send('PUT', '/simulations/speed', { factor })

test('a whole brew day on a phone, from cold water to the end of the boil', async () => {
  const time = (seconds: number) => ({ conditions: [{ kind: 'time', seconds }] })
  const steps = [
    { name: 'Strike', target: { kind: 'temperature', temperature: 55 }, confirmEnd: 'Add the grain' },
    {
      name: 'Rest',
      target: { kind: 'temperature', temperature: 57, powerLimit: 60 },
      ramp: { kind: 'rate', rate: 1 },
      until: time(600),
    },
    {
      name: 'Mash out',
      target: { kind: 'temperature', temperature: 62 },
      until: time(120),
      confirmEnd: 'Lift the grain out',
    },
    {
      name: 'Boil',
      target: { kind: 'boil', power: 100 },
      tolerance: 2,
      until: time(900),
      additions: [
        { text: 'Add the bittering hops', at: 900 },
        { text: 'Add the aroma hops', at: 300 },
      ],
    },
    { name: 'Flame out', target: { kind: 'rest' }, confirmEnd: 'Chill the wort' },
  ]
  await stage.send('POST', '/schedules', { id: 'brew-day', name: 'Brew day', steps })
  await stage.send('POST', '/vessels/kettle/schedule/start', { schedule: 'brew-day' })
  const { page, complaints, close } = await openWindow(
    stage.browser,
    `${stage.house.url}/#/vessels/kettle/brew`,
    'phone',
  )
  await hurry(60)
  const does = async (what: string, step: string) => {
    await page.getByRole('heading', { name: what }).waitFor({ timeout: 240_000 })
    await page.getByText(new RegExp(`· ${step}$`)).waitFor()
    await thought(page)
    await page.getByRole('button', { name: 'Done' }).click()
  }
  await does('Add the grain', 'Strike')
  await page.getByText('Step 2 of 5 · Rest').waitFor()
  await page.getByRole('heading', { name: 'Holding' }).waitFor({ timeout: 240_000 })
  await page.getByText(/\d:\d\d\s+left/).waitFor()
  await does('Lift the grain out', 'Mash out')
  await does('Add the bittering hops', 'Boil')
  await page.getByText(/Add the aroma hops in \d+:\d\d/).waitFor()
  await does('Add the aroma hops', 'Boil')
  await does('Chill the wort', 'Flame out')
  await page.getByRole('heading', { name: 'Brew day is done' }).waitFor()
  await hurry(1)
  const { items } = await stage.read<{ items: { message: string }[] }>('/logs?source=vessel%20kettle')
  const said = items.map(({ message }) => message).reverse()
  expect(said.filter(text => /^Step/.test(text))).toEqual(steps.map(({ name }, n) => `Step ${n + 1} of 5: ${name}`))
  expect(await stage.read('/vessels/kettle/state')).toMatchObject({ output: 0, schedule: { phase: 'done' } })
  expect(complaints).toEqual([])
  await close()
}, 900_000)

test('a whole fermentation by gravity: a hydrometer speaks on a channel, and beer goes from step to step', async () => {
  const driver = { kind: 'channel', channel: 'tilt.red', pointer: '/gravity', unit: 'none' }
  await stage.send('POST', '/sensors', { id: 'tilt', name: 'Tilt', driver })
  const vessel = await stage.read<object>('/vessels/fermenter')
  await stage.send('PUT', '/vessels/fermenter', { ...vessel, gravity: 'tilt' })
  const { processValue } = await stage.read<VesselState>('/vessels/fermenter/state')
  const steps = [
    {
      name: 'Ferment',
      target: { kind: 'temperature', temperature: Math.round(processValue!) },
      tolerance: 2,
      until: {
        match: 'any',
        conditions: [
          { kind: 'attenuation', atLeast: 60 },
          { kind: 'time', seconds: 600_000 },
        ],
      },
    },
    {
      name: 'Diacetyl rest',
      target: { kind: 'free-rise', maximum: 24 },
      until: { conditions: [{ kind: 'stable-gravity', seconds: 3600 }] },
    },
    { name: 'Keg it', target: { kind: 'rest' }, confirmEnd: 'Keg the beer' },
  ]
  await stage.send('POST', '/schedules', { id: 'beer', name: 'Beer', kind: 'fermentation', steps })
  const { page, complaints, close } = await openWindow(stage.browser, `${stage.house.url}/#/schedules/beer`, 'desktop')
  await page.getByLabel('Vessel', { exact: true }).selectOption('fermenter')
  await page.getByRole('textbox', { name: 'Original gravity, if you know it' }).fill('1,050')
  await confirm(page, 'Start')
  await page.getByText('Fermenter works through it now').waitFor()
  await hurry(60)
  // It falls by a thousandth an hour or so at first, and then stays.
  let gravity = 1.05
  const seen = async () => (await stage.read<VesselState>('/vessels/fermenter/state')).measuredAt!
  const ferments = async (until: (state: ScheduleState) => boolean) => {
    for (let state = (await run('fermenter'))!; !until(state); state = (await run('fermenter'))!) {
      await stage.send('POST', '/channels/tilt.red', { gravity })
      gravity = Math.max(1.0116, gravity - 0.0004)
      // A quarter of a minute of the brewery's time, however fast that runs.
      const due = (await seen()) + 15_000
      await eventually(async () => (await seen()) >= due, 'time to pass')
    }
  }
  await ferments(({ stepName }) => stepName === 'Diacetyl rest')
  expect((await run('fermenter'))!.attenuation).toBeGreaterThanOrEqual(60)
  await page.goto(`${stage.house.url}/#/vessels/fermenter/brew`)
  await page.getByText(/gravity stable for 60 min \(now 1\.0\d\d\)/).waitFor()
  await ferments(({ stepName }) => stepName === 'Keg it')
  await hurry(1)
  expect((await run('fermenter'))!.gravity).toBeCloseTo(1.012, 2)
  await page.getByRole('heading', { name: 'Keg the beer' }).waitFor()
  await thought(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('heading', { name: 'Beer is done' }).waitFor()
  expect(complaints).toEqual([])
  await close()
}, 900_000)
