import { jest } from '@jest/globals'
import type { ScheduleEvent } from '../../data/model/schedule-run.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { cleanUp, openHouse, type TestHouse } from './house.ts'

// Virtual time is fast, but not on a busy machine.
jest.setTimeout(120_000)
afterEach(cleanUp)

const minute = 60_000
const hour = 60 * minute

const mash = {
  id: 'mash',
  name: 'Mash',
  steps: [
    { name: 'Strike', target: { kind: 'temperature', temperature: 70 }, confirmEnd: 'Add the grain' },
    {
      name: 'Rest',
      target: { kind: 'temperature', temperature: 67 },
      tolerance: 1,
      until: { conditions: [{ kind: 'time', seconds: 600 }] },
      additions: [{ text: 'Iodine test', at: 60 }],
    },
  ],
}

/** A house whose thermometer is a channel, so that an hour of its clock takes little of ours. */
async function bare(config: Parameters<typeof openHouse>[0] = {}): Promise<TestHouse> {
  const house = await openHouse({ demo: false, ...config })
  if (config.folder) return house
  // With a real board, though out of reach, the house's time is the computer's.
  await house.call('POST', '/boards', { id: 'real', name: 'Real', transport: { kind: 'serial', path: '/dev/none' } })
  const channel = (id: string, unit: string) =>
    house.call('POST', '/sensors', { id, name: id, driver: { kind: 'channel', channel: `lab.${id}`, unit } })
  await channel('probe', 'celsius')
  await channel('hydrometer', 'none')
  await house.call('POST', '/vessels', { id: 'tun', name: 'Tun', sensor: 'probe', gravity: 'hydrometer' })
  await house.call('POST', '/schedules', mash)
  return house
}

const show = (house: TestHouse, value: number, sensor = 'probe') => house.call('POST', `/channels/lab.${sensor}`, value)

/** Fastest change that no reading is rejected for, °C/s. */
const believable = 4

/** As fast as a vessel can change, then two readings and a second: what it now believes. */
async function warm(house: TestHouse, temperature: number) {
  let shown = house.brewery.vessel('tun').processValue ?? temperature
  while (Math.abs(temperature - shown) > believable) {
    shown += Math.sign(temperature - shown) * believable
    await show(house, shown)
    await house.clock.advance(1000)
  }
  await show(house, temperature)
  await show(house, temperature)
  await house.clock.advance(1000)
}

const start = (house: TestHouse, schedule = 'mash', more: object = {}) =>
  house.call('POST', '/vessels/tun/schedule/start', { schedule, ...more })
const command = (house: TestHouse, step: string, body?: object) =>
  house.call('POST', `/vessels/tun/schedule/${step}`, body)
const state = (house: TestHouse) => house.brewery.vessel('tun').schedule!
const run = (house: TestHouse) => (house.brewery.mode('tun') as Extract<Mode, { kind: 'schedule' }>).run!
const alarms = async (house: TestHouse) =>
  (await house.call('GET', '/alarms?state=all')).body.items.filter(
    ({ id, standing }: { id: string; standing: boolean }) => standing && id.startsWith('schedule.'),
  )

/** Leads the mash into its rest. */
async function mashIn(house: TestHouse) {
  await warm(house, 20)
  await start(house)
  await warm(house, 70)
  await command(house, 'confirm', {})
  await warm(house, 67.5)
}

test('a mash from the first step to the last: alarms stand until somebody confirms, everything is announced', async () => {
  const house = await bare()
  await warm(house, 20)
  await start(house)
  await house.clock.advance(2000)
  expect(state(house)).toMatchObject({ phase: 'heating', step: 0, stepName: 'Strike', upcoming: [{ name: 'Rest' }] })
  expect(house.brewery.vessel('tun').setPoint).toBe(70)
  expect((await house.call('DELETE', '/schedules/mash')).body).toMatchObject({
    status: 409,
    detail: 'The schedule mash is used by the vessel tun.',
  })
  await warm(house, 69.6)
  expect(state(house)).toMatchObject({ phase: 'waiting', asks: [{ id: '0.end', text: 'Add the grain' }] })
  expect(await alarms(house)).toMatchObject([
    { id: 'schedule.tun.0.end', message: 'Tun, Mash: Add the grain', state: 'unacknowledged', vessel: 'tun' },
  ])
  expect((await command(house, 'confirm', { ask: '0.start' })).status).toBe(409)
  expect((await command(house, 'confirm', { ask: '0.end' })).status).toBe(200)
  await house.clock.advance(1000)
  expect(await alarms(house)).toEqual([])

  await warm(house, 68)
  const began = house.clock.now()
  expect(state(house)).toMatchObject({ phase: 'holding', stepName: 'Rest', addition: { text: 'Iodine test' } })
  expect(state(house).endsAt! - began).toBeGreaterThan(598_000)
  await house.clock.advance(9 * minute)
  expect(await alarms(house)).toMatchObject([{ id: 'schedule.tun.1.addition-0', priority: 'high' }])
  await command(house, 'confirm', {})
  await house.clock.advance(minute)
  expect(state(house)).toMatchObject({ phase: 'done', step: null, asks: [] })
  expect(house.brewery.vessel('tun')).toMatchObject({ setPoint: null, demand: 0, activity: 'resting' })
  expect(await alarms(house)).toEqual([])

  // The store answers in order: when this is kept, so is what was said before. Reading waits for the writing under way.
  await house.call('POST', '/vessels', { id: 'other', name: 'Other' })
  await house.call('GET', '/logs?limit=1')
  const { body } = await house.call('GET', '/logs?source=vessel%20tun')
  const said = body.items.map(({ message }: { message: string }) => message).reverse()
  expect(said.filter((text: string) => !/schedule mash/.test(text))).toEqual([
    'Step 1 of 2: Strike',
    'Strike begins',
    'Add the grain',
    'Step 2 of 2: Rest',
    'Rest begins',
    'Iodine test',
    'Mash is done',
  ])
  expect((await house.call('GET', '/channels/events.schedules')).body.data).toMatchObject({
    vessel: 'tun',
    schedule: 'mash',
    what: 'done',
  } satisfies Partial<ScheduleEvent>)
})

test('paused, extended, back, skipped, stopped over REST; what means nothing is a conflict', async () => {
  const house = await bare()
  expect((await command(house, 'pause')).body.detail).toContain('works through no schedule')
  expect((await start(house, 'ale')).body.issues).toEqual([{ pointer: '/schedule', message: 'expected one of: mash' }])
  await mashIn(house)
  await house.clock.advance(minute)
  await command(house, 'pause')
  const { left } = state(house)
  await house.clock.advance(hour)
  expect(state(house)).toMatchObject({ phase: 'paused', left, paused: 'by-hand' })
  await command(house, 'resume')
  await command(house, 'extend', { seconds: 300 })
  expect(state(house).endsAt! - house.clock.now()).toBe(left! * 1000 + 300_000)
  await command(house, 'back')
  expect(state(house)).toMatchObject({ step: 0 })
  await command(house, 'skip')
  expect(state(house)).toMatchObject({ step: 1 })
  expect((await command(house, 'extend', { seconds: 0 })).status).toBe(400)
  await house.call('PUT', '/vessels/tun/mode', { kind: 'off' })
  expect(house.brewery.vessel('tun').schedule).toBeUndefined()
  expect((await house.call('DELETE', '/schedules/mash')).status).toBe(204)
})

test('edited meanwhile it goes on in its step, and leaves no addition out', async () => {
  const [strike, rest] = mash.steps
  const additions = [{ text: 'Salts', at: 500 }, ...rest!.additions!]
  const first = await bare()
  await first.call('PUT', '/schedules/mash', { ...mash, steps: [strike, { ...rest, additions }] })
  await mashIn(first)
  await first.clock.advance(2 * minute)
  expect((await command(first, 'confirm', { ask: '1.addition-0' })).status).toBe(200)
  const dough = { name: 'Dough in', target: { kind: 'temperature', temperature: 40 } }
  expect((await first.call('PUT', '/schedules/mash', { ...mash, steps: [dough, strike, rest] })).status).toBe(200)
  await first.clock.advance(1000)
  expect(state(first)).toMatchObject({ phase: 'holding', stepName: 'Rest', step: 2, asks: [] })
  await first.close()
  const house = await bare({ folder: first.folder, clock: first.clock })
  await warm(house, 67.5)
  await house.clock.advance(7.5 * minute)
  expect(state(house)).toMatchObject({ stepName: 'Rest', asks: [{ id: '2.addition-0', text: 'Iodine test' }] })
})

test('two who confirm at once are both heard, and what is asked for after an edit is what its alarm says', async () => {
  const additions = ['Salts', 'Acid', 'Enzymes'].map(text => ({ text, at: 0, from: 'start' }))
  const wait = { name: 'Wait', target: { kind: 'rest' }, until: { conditions: [{ kind: 'time', seconds: 600 }] } }
  const house = await bare()
  await house.call('PUT', '/schedules/mash', { ...mash, steps: [{ ...wait, additions }] })
  await start(house)
  await house.clock.advance(2000)
  const asks = () => state(house).asks.map(({ text }) => text)
  expect(asks()).toEqual(['Salts', 'Acid', 'Enzymes'])
  await house.call('PUT', '/schedules/mash', { ...mash, steps: [{ ...wait, additions: additions.slice(1) }] })
  await house.clock.advance(2000)
  expect(asks()).toEqual(['Acid', 'Enzymes'])
  const messages = (await alarms(house)).map(({ message }: { message: string }) => message)
  expect(messages.sort()).toEqual(['Tun, Mash: Acid', 'Tun, Mash: Enzymes'])
  await Promise.all(['0.addition-0', '0.addition-1'].map(ask => command(house, 'confirm', { ask })))
  expect(asks()).toEqual([])
})

test('it starts at a date, not before', async () => {
  const house = await bare()
  await warm(house, 20)
  await start(house, 'mash', { at: house.clock.now() + hour })
  expect(house.brewery.vessel('tun')).toMatchObject({ reason: expect.stringMatching(/^starts at/), demand: 0 })
  await house.clock.advance(hour - 2000)
  expect(state(house).phase).toBe('scheduled')
  await house.clock.advance(3000)
  expect(state(house)).toMatchObject({ phase: 'heating', step: 0 })
})

test('a short outage goes on in the same step; a long one pauses a mash and says so once', async () => {
  const first = await bare()
  await mashIn(first)
  await first.clock.advance(2 * minute)
  const { endsAt } = state(first)
  await first.close()
  await first.clock.advance(4 * minute)
  const second = await bare({ folder: first.folder, clock: first.clock })
  await second.clock.advance(1000)
  expect(state(second)).toMatchObject({ phase: 'holding', step: 1, endsAt })
  expect(await alarms(second)).toEqual([])

  await second.clock.advance(10_000)
  const held = (house: TestHouse) => house.clock.now() - run(house).asOf + run(house).held
  const before = held(second)
  await second.close()
  await second.clock.advance(31 * minute)
  const third = await bare({ folder: first.folder, clock: first.clock })
  await third.clock.advance(2000)
  expect(state(third)).toMatchObject({ phase: 'paused', paused: 'outage', step: 1 })
  expect(Math.abs(run(third).held - before)).toBeLessThan(1000)
  expect(await alarms(third)).toMatchObject([{ id: 'schedule.tun.outage', priority: 'high', count: 1 }])
  await command(third, 'resume')
  await third.clock.advance(1000)
  expect(state(third).phase).toBe('holding')
  expect(await alarms(third)).toEqual([])
})

test('a fermentation is left alone for as long as it takes, and knows what its hydrometer had measured', async () => {
  const steps = [
    {
      name: 'Ferment',
      target: { kind: 'temperature', temperature: 18 },
      until: { conditions: [{ kind: 'stable-gravity', seconds: 6 * 3600 }] },
    },
    { name: 'Crash', target: { kind: 'temperature', temperature: 2 } },
  ]
  const first = await bare()
  await first.call('POST', '/schedules', { id: 'ale', name: 'Ale', kind: 'fermentation', steps })
  await warm(first, 18)
  await start(first, 'ale')
  const measure = async (house: TestHouse, hours: number, gravity: (hour: number) => number) => {
    for (let n = 0; n < hours * 4; n++) {
      await show(house, 18)
      await show(house, gravity(n / 4), 'hydrometer')
      await house.clock.advance(15 * minute)
    }
  }
  await measure(first, 4, hours => 1.05 - hours * 0.009)
  expect(state(first)).toMatchObject({ phase: 'holding', gravity: expect.closeTo(1.0185, 2) })
  // The median of the first three.
  expect(run(first).originalGravity).toBeCloseTo(1.05 - 0.009 / 4, 4)
  await measure(first, 4, () => 1.012)
  await first.close()
  await first.clock.advance(hour)
  const second = await bare({ folder: first.folder, clock: first.clock })
  await measure(second, 0.5, () => 1.012)
  expect(state(second)).toMatchObject({ phase: 'holding', paused: null, stepName: 'Ferment' })
  await measure(second, 1, () => 1.0118)
  expect(state(second)).toMatchObject({ stepName: 'Crash', phase: 'cooling', attenuation: expect.closeTo(75.3, 1) })
})

test('a clock that is set leaves running schedules and profiles where they are', async () => {
  const house = await bare()
  await house.call('POST', '/vessels', { id: 'tank', name: 'Tank' })
  const points = [
    { at: 0, temperature: 10 },
    { at: 36_000, temperature: 20, approach: 'ramp' },
  ]
  await house.call('POST', '/profiles', { id: 'ramp', name: 'Ramp', points, events: [{ at: 200, text: 'taste' }] })
  await house.call('PUT', '/vessels/tank/mode', { kind: 'profile', profile: 'ramp' })
  await mashIn(house)
  const tank = () => house.brewery.vessel('tank').setPoint!
  for (const by of [
    1000,
    -1000,
    hour,
    -hour,
    24 * hour,
    -24 * hour,
    60 * 365 * 24 * hour,
    -56.2 * 365.25 * 24 * hour,
  ]) {
    const left = state(house).endsAt! - house.clock.now()
    const setPoint = tank()
    house.clock.jump(Math.round(by))
    await house.clock.advance(1000)
    expect(state(house)).toMatchObject({ phase: 'holding', stepName: 'Rest' })
    expect(Math.abs(state(house).endsAt! - house.clock.now() - left)).toBeLessThanOrEqual(2000)
    expect(Math.abs(tank() - setPoint)).toBeLessThan(0.01)
  }
  house.clock.jump(Math.round(-3.8 * 365.25 * 24 * hour))
  await house.clock.advance(1000)
  const { body } = await house.call('GET', '/logs?source=clock')
  expect(body.items).toHaveLength(9)
  expect(body.items[8].message).toBe('somebody set it forward by 1 s: what runs goes on')
})

test.each([hour / 2, -hour / 2])(
  'a command in the second in which the clock is set by %d ms finds what runs where it was',
  async by => {
    const house = await bare()
    const points = [{ at: 0, temperature: 10 }]
    await house.call('POST', '/profiles', { id: 'flat', name: 'Flat', points, events: [] })
    await house.call('POST', '/vessels', { id: 'tank', name: 'Tank' })
    await house.call('POST', '/vessels', { id: 'late', name: 'Late', sensor: 'probe' })
    await house.call('PUT', '/vessels/tank/mode', { kind: 'profile', profile: 'flat' })
    await mashIn(house)
    await house.clock.advance(3 * minute)
    const held = (vessel: string) => {
      const mode = house.brewery.mode(vessel)
      if (mode.kind !== 'schedule') throw new Error(mode.kind)
      return mode.run!.phase === 'entering' ? 0 : house.clock.now() - mode.run!.asOf + mode.run!.held
    }
    const elapsed = () => {
      const mode = house.brewery.mode('tank')
      if (mode.kind !== 'profile') throw new Error(mode.kind)
      return (mode.pausedAt ?? house.clock.now()) - mode.startedAt!
    }
    const before = [held('tun'), elapsed()]
    house.clock.jump(by)
    expect((await house.call('POST', '/vessels/tun/schedule/extend', { seconds: 1 })).status).toBe(200)
    house.clock.jump(by)
    expect((await house.call('POST', '/vessels/tank/profile/pause')).status).toBe(200)
    house.clock.jump(by)
    await house.call('POST', '/vessels/late/schedule/start', { schedule: 'mash' })
    await house.clock.advance(1000)
    expect(Math.abs(held('tun') - before[0]!)).toBeLessThan(5000)
    expect(Math.abs(elapsed() - before[1]!)).toBeLessThan(5000)
    expect(Math.abs(held('late'))).toBeLessThan(5000)
  },
)

test('a computer that comes up in 1970 goes on where it was, and still does when it learns the time', async () => {
  const first = await bare()
  await mashIn(first)
  await first.clock.advance(3 * minute)
  const held = (house: TestHouse) => house.clock.now() - run(house).asOf + run(house).held
  const before = held(first)
  await first.close()
  const past = -first.clock.now() + 5000
  first.clock.jump(past)
  const second = await bare({ folder: first.folder, clock: first.clock })
  await second.clock.advance(1000)
  expect(second.clock.now()).toBeLessThan(minute)
  expect(Math.abs(held(second) - before)).toBeLessThan(2500)
  second.clock.jump(-past + hour)
  await second.clock.advance(1000)
  expect(Math.abs(held(second) - before)).toBeLessThan(4500)
  expect(state(second)).toMatchObject({ phase: 'holding', step: 1, paused: null })
})

test('vessels in one chamber: the first by priority decides, the others say why they rest', async () => {
  const house = await openHouse()
  const more = { kind: 'fermenter', sensor: 'air', heater: 'chamber-heater', cooler: 'compressor' }
  const second = { id: 'second', name: 'Second', ...more }
  const refused = await house.call('POST', '/vessels', { ...second, priority: 2 })
  expect(refused.body.detail).toContain('unless both are in one chamber and each has a "priority"')
  const { body: fermenter } = await house.call('GET', '/vessels/fermenter')
  await house.call('PUT', '/vessels/fermenter', { ...fermenter, priority: 1 })
  expect((await house.call('POST', '/vessels', { ...second, priority: 1 })).body.detail).toContain('give each its own')
  expect((await house.call('POST', '/vessels', { ...second, priority: 2 })).status).toBe(201)
  await house.call('PUT', '/vessels/second/mode', { kind: 'constant', setPoint: 30 })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'constant', setPoint: 1 })
  await house.until(() => house.brewery.vessel('fermenter').demand < 0)
  expect(house.brewery.vessel('second')).toMatchObject({
    demand: 0,
    output: 0,
    activity: 'waiting',
    reason: 'Fermenter decides in the chamber they share: its priority is higher',
  })
  expect(house.brewery.actuator('compressor').vessel).toBe('fermenter')
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  await house.until(() => house.brewery.vessel('second').demand > 0)
  expect(house.brewery.vessel('second').reason).toBeUndefined()
  expect(house.brewery.actuator('chamber-heater').vessel).toBe('second')
  expect(house.brewery.vessel('fermenter')).toMatchObject({ output: 0, activity: 'off' })
})

test('templates can be posted as schedules, and read back as they were', async () => {
  const house = await bare()
  const { body } = await house.call('GET', '/schedule-templates')
  expect(body.items.length).toBeGreaterThan(4)
  for (const { description: _, ...schedule } of body.items) {
    expect(await house.call('POST', '/schedules', schedule)).toMatchObject({ status: 201 })
    expect((await house.call('GET', `/schedules/${schedule.id}`)).body).toEqual({ ...schedule, version: 1 })
  }
})
