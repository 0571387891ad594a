import { cleanUp, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

const hour = 3_600_000
const points = [
  { at: 0, temperature: 18 },
  { at: 10 * 3600, temperature: 28 },
]

async function following(): Promise<TestHouse> {
  const house = await openHouse()
  await house.call('POST', '/profiles', { id: 'ramp', name: 'Ramp', points })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'profile', profile: 'ramp' })
  await house.clock.advance(2000)
  return house
}

/** What the next start finds that the fermenter was told. */
async function kept({ close, folder, clock }: TestHouse) {
  await close()
  return (await openHouse({ folder, clock })).brewery.mode('fermenter')
}

test('a mode that is being stored when somebody sets the clock is what a restart finds', async () => {
  const house = await following()
  const told = house.brewery.setMode('fermenter', { kind: 'constant', setPoint: 12 })
  house.clock.jump(hour)
  house.brewery.tick()
  await told
  expect(await kept(house)).toEqual({ kind: 'constant', setPoint: 12 })
})

test('a profile begins when it was told to, also when somebody sets the clock just before or meanwhile', async () => {
  const house = await following()
  house.clock.jump(-hour)
  const begun = house.clock.now()
  const told = house.brewery.setMode('fermenter', { kind: 'profile', profile: 'ramp' })
  house.clock.jump(2 * hour)
  house.brewery.tick()
  expect(await told).toMatchObject({ startedAt: begun + 2 * hour })
  await house.clock.advance(2000)
  expect(house.brewery.vessel('fermenter').setPoint).toBeCloseTo(18, 2)
  const mode = house.brewery.mode('fermenter')
  expect(await kept(house)).toEqual(mode)
})

test('a schedule that is edited while another mode is being stored does not come back with a restart', async () => {
  const house = await following()
  const step = (name: string) => ({ name, target: { kind: 'temperature', temperature: 20 } })
  const steps = ['one', 'two', 'three'].map(step)
  const schedule = { id: 'ale', name: 'Ale', kind: 'fermentation', steps: steps.map(hold) }
  expect((await house.call('POST', '/schedules', schedule)).status).toBe(201)
  await house.call('POST', '/vessels/fermenter/schedule/start', { schedule: 'ale' })
  await house.clock.advance(2000)
  const edited = { ...schedule, steps: [hold(step('zero')), ...schedule.steps] }
  expect((await house.call('PUT', '/schedules/ale', edited)).status).toBe(200)
  const told = house.brewery.setMode('fermenter', { kind: 'constant', setPoint: 12 })
  house.brewery.tick()
  await told
  expect(await kept(house)).toEqual({ kind: 'constant', setPoint: 12 })
})

test('an alarm on the shelf comes back when it was to, not when the clock says so', async () => {
  const house = await following()
  const { body } = await house.call('POST', '/alarms/board.arduino/shelve', { seconds: 600, by: 'Ann' })
  house.clock.jump(-hour)
  await house.clock.advance(2000)
  const { body: now } = await house.call('GET', '/alarms/board.arduino')
  expect(now).toMatchObject({ state: 'shelved', shelvedUntil: body.shelvedUntil - hour })
})

const hold = (step: object) => ({ ...step, until: { conditions: [{ kind: 'time', seconds: 3600 }] } })
