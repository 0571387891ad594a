import type { Mode } from '../../data/model/vessel.ts'
import { cleanUp, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

const hour = 3_600_000

const brew = {
  id: 'brew',
  name: 'Brew',
  points: [
    { at: 0, temperature: 10 },
    { at: 1000, temperature: 20, approach: 'ramp' },
  ],
  events: [
    { at: 0, text: 'begin' },
    { at: 100, text: 'add the hops' },
    { at: 3600, text: 'taste' },
  ],
}

async function follow(house: TestHouse, startedAt?: number) {
  await house.call('POST', '/profiles', brew)
  const { body } = await house.call('PUT', '/vessels/fermenter/mode', { kind: 'profile', profile: 'brew', startedAt })
  return body
}

/** A house with vessels but without a board, so that an hour of its clock takes no time of ours. */
async function bare(config: Parameters<typeof openHouse>[0] = {}): Promise<TestHouse> {
  const house = await openHouse({ demo: false, ...config })
  if (config.folder) return house
  await house.call('POST', '/vessels', { id: 'fermenter', name: 'Fermenter', range: { minimum: 0, maximum: 30 } })
  await house.call('POST', '/vessels', { id: 'kettle', name: 'Kettle' })
  return house
}

/** What was announced, by the log. */
async function announced(house: TestHouse): Promise<string[]> {
  // The store answers in order: when this is kept, so is what was due before.
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  // Reading waits for the writing that is under way, which may have begun before.
  await house.call('GET', '/logs?limit=1')
  const { body } = await house.call('GET', '/logs?source=vessel%20fermenter&text=Brew')
  const messages: string[] = body.items.map(({ message }: { message: string }) => message)
  return messages.filter(message => message.startsWith('Brew')).reverse()
}

async function move(house: TestHouse, step: string, body?: object) {
  return house.call('POST', `/vessels/fermenter/profile/${step}`, body)
}

test('what is due is announced once: in the log and on the channel', async () => {
  const house = await bare()
  const { startedAt } = await follow(house)
  await house.clock.advance(3_000)
  expect(await announced(house)).toEqual(['Brew: begin'])
  await house.clock.advance(120_000)
  expect(await announced(house)).toEqual(['Brew: begin', 'Brew: add the hops'])
  expect((await house.call('GET', '/channels/events')).body).toMatchObject({
    data: { vessel: 'fermenter', profile: 'brew', at: startedAt + 100_000, text: 'add the hops', missed: false },
  })
}, 30_000)

test('what was missed while the house was closed is announced once when it is back, nothing twice', async () => {
  const first = await bare()
  await follow(first)
  await first.clock.advance(3_000)
  await first.close()
  await first.clock.advance(2 * hour)
  const second = await bare({ folder: first.folder, clock: first.clock })
  await second.clock.advance(3_000)
  const once = [
    'Brew: begin',
    'Brew, missed, was due at 2026-01-01 00:01 UTC: add the hops',
    'Brew, missed, was due at 2026-01-01 01:00 UTC: taste',
  ]
  expect(await announced(second)).toEqual(once)
  await second.close()
  const third = await bare({ folder: first.folder, clock: first.clock })
  await third.clock.advance(3_000)
  expect(await announced(third)).toEqual(once)
}, 30_000)

test('a clock that jumps back and forth repeats nothing; an edit does not bring up the past', async () => {
  const house = await bare()
  await follow(house)
  await house.clock.advance(103_000)
  house.clock.jump(-hour)
  await house.clock.advance(3_000)
  house.clock.jump(hour)
  await house.clock.advance(3_000)
  const events = [...brew.events, { at: 50, text: 'too late' }, { at: 112, text: 'in time' }].sort(
    (a, b) => a.at - b.at,
  )
  await house.call('PUT', '/profiles/brew', { ...brew, events })
  await house.clock.advance(10_000)
  expect(await announced(house)).toEqual(['Brew: begin', 'Brew: add the hops', 'Brew: in time'])
}, 30_000)

test('of a vessel that is gone nothing is announced, nor of another one with its id', async () => {
  const house = await bare()
  await follow(house)
  await house.clock.advance(3_000)
  await house.call('DELETE', '/vessels/fermenter')
  await house.call('POST', '/vessels', { id: 'fermenter', name: 'Another' })
  await house.clock.advance(2 * hour)
  expect(await announced(house)).toEqual(['Brew: begin'])
}, 30_000)

test('started in the past, only what is to come is announced', async () => {
  const house = await bare()
  await follow(house, house.clock.now() - 90_000)
  await house.clock.advance(20_000)
  expect(await announced(house)).toEqual(['Brew: add the hops'])
}, 30_000)

test('until its date comes the vessel rests and says when it starts', async () => {
  const house = await bare()
  const startedAt = house.clock.now() + hour
  await follow(house, startedAt)
  await house.clock.advance(2_000)
  expect(house.brewery.vessel('fermenter')).toMatchObject({
    setPoint: null,
    demand: 0,
    activity: 'waiting',
    reason: expect.stringMatching(/^starts at 2026-01-01 01:0\d UTC$/),
    next: { at: startedAt, setPoint: 10 },
  })
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
  expect((await move(house, 'pause')).body).toMatchObject({
    status: 409,
    detail: expect.stringContaining('not started'),
  })
  await house.clock.advance(hour)
  expect(house.brewery.vessel('fermenter').setPoint).toBeCloseTo(10, 0)
  expect(await announced(house)).toEqual(['Brew: begin'])
}, 30_000)

test('a time that has no date is refused, and the loops go on', async () => {
  const house = await bare()
  await follow(house)
  for (const startedAt of [9e15, -9e15]) {
    const asked = await house.call('PUT', '/vessels/fermenter/mode', { kind: 'profile', profile: 'brew', startedAt })
    expect(asked.body).toMatchObject({ status: 400, issues: [{ pointer: '/startedAt' }] })
  }
  const until = { conditions: [{ kind: 'date', at: 9e15 }] }
  const steps = [{ name: 'Wait', target: { kind: 'rest' }, until }]
  expect((await house.call('POST', '/schedules', { id: 'wait', name: 'Wait', steps })).status).toBe(400)
  await house.clock.advance(3_000)
  expect(house.brewery.vessel('fermenter').setPoint).toBeCloseTo(10, 1)
  expect(house.printed.filter(line => /tick failed/.test(line))).toEqual([])
}, 30_000)

test('paused it stays, over a restart too; resumed it goes on; moved it is there', async () => {
  const first = await bare()
  await follow(first)
  await first.clock.advance(50_000)
  const { body: mode } = await move(first, 'pause')
  expect(mode).toMatchObject({ kind: 'profile', profile: 'brew', pausedAt: first.clock.now() })
  expect((await move(first, 'pause')).status).toBe(409)
  await first.close()
  await first.clock.advance(hour)
  const house = await bare({ folder: first.folder, clock: first.clock })
  await house.clock.advance(3_000)
  expect(house.brewery.vessel('fermenter')).toMatchObject({ mode, next: null })
  expect(house.brewery.vessel('fermenter').setPoint).toBeCloseTo(10.5, 1)
  expect(await announced(house)).toEqual(['Brew: begin'])

  const resumed = await move(house, 'resume')
  expect(resumed.body.startedAt).toBe(house.clock.now() - 50_000)
  expect(resumed.body.pausedAt).toBeUndefined()
  expect((await move(house, 'resume')).body).toMatchObject({ status: 409, code: 'conflict' })
  await house.clock.advance(52_000)
  expect(await announced(house)).toEqual(['Brew: begin', 'Brew: add the hops'])

  await move(house, 'jump', { elapsed: 500 })
  await house.clock.advance(1_000)
  expect(house.brewery.vessel('fermenter').setPoint).toBeCloseTo(15, 1)
  await move(house, 'jump', { elapsed: 100 })
  await house.clock.advance(2_000)
  expect((await announced(house)).filter(text => text.endsWith('hops'))).toHaveLength(2)
  expect((await move(house, 'jump', { elapsed: -1 })).body).toMatchObject({ issues: [{ pointer: '/elapsed' }] })
}, 30_000)

test('of two who pause and move it at once both are heard', async () => {
  const house = await bare()
  await follow(house)
  await house.clock.advance(3_000)
  const moved = await Promise.all([move(house, 'pause'), move(house, 'jump', { elapsed: 500 }), move(house, 'pause')])
  expect(moved.map(({ status }) => status).sort()).toEqual([200, 200, 409])
  const mode = house.brewery.mode('fermenter') as Extract<Mode, { kind: 'profile' }>
  expect(mode.pausedAt! - mode.startedAt!).toBe(500_000)
}, 30_000)

test('a profile by date cannot be paused or moved, and a vessel without a profile neither', async () => {
  const house = await bare()
  const now = house.clock.now()
  await house.call('POST', '/profiles', brew)
  const points = [{ at: now, temperature: 12 }]
  await house.call('POST', '/profiles', { id: 'dated', name: 'Dated', by: 'date', points })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'profile', profile: 'dated' })
  for (const step of ['pause', 'resume'])
    expect((await move(house, step)).body).toMatchObject({ status: 409, detail: expect.stringContaining('by date') })
  expect((await move(house, 'jump', { elapsed: 5 })).status).toBe(409)
  const paused = { kind: 'profile', profile: 'dated', startedAt: now, pausedAt: now }
  expect((await house.call('PUT', '/vessels/fermenter/mode', paused)).status).toBe(409)
  const early = { kind: 'profile', profile: 'brew', startedAt: now, pausedAt: now - 1 }
  expect((await house.call('PUT', '/vessels/fermenter/mode', early)).body).toMatchObject({
    status: 400,
    issues: [{ pointer: '/pausedAt' }],
  })
  expect((await house.call('POST', '/vessels/kettle/profile/pause')).body).toMatchObject({
    status: 409,
    detail: expect.stringContaining('follows no profile'),
  })
  expect((await house.call('POST', '/vessels/moon/profile/pause')).status).toBe(404)
}, 30_000)

test('a profile that was paused before it was made to go by date stands until it is resumed', async () => {
  const house = await bare()
  await follow(house)
  await house.clock.advance(3_000)
  await move(house, 'pause')
  const at = house.clock.now()
  const points = [
    { at, temperature: 12 },
    { at: at + hour, temperature: 18 },
  ]
  const dated = { ...brew, by: 'date', points, events: [] }
  expect((await house.call('POST', '/profiles/brew/preview', dated)).body.items[0].problem).toContain(
    'once it is resumed',
  )
  await house.call('PUT', '/profiles/brew', dated)
  await house.clock.advance(hour + 1_000)
  expect((await house.call('GET', '/vessels/fermenter/state')).body.setPoint).toBe(12)
  expect((await move(house, 'jump', { elapsed: 5 })).status).toBe(409)
  expect((await move(house, 'resume')).status).toBe(200)
  await house.clock.advance(1_000)
  const { body } = await house.call('GET', '/vessels/fermenter/state')
  expect(body).toMatchObject({ setPoint: 18, mode: { kind: 'profile', profile: 'brew' } })
  expect(body.mode.pausedAt).toBeUndefined()
  expect((await move(house, 'resume')).body.detail).toContain('by date')
}, 30_000)

test('a preview tells what an edit changes for each vessel that follows it, and saves nothing', async () => {
  const house = await bare()
  const { startedAt } = await follow(house)
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'profile', profile: 'brew', startedAt: startedAt + hour })
  const points = [
    { at: 0, temperature: 8 },
    { at: 2000, temperature: 40 },
  ]
  const { body } = await house.call('POST', '/profiles/brew/preview', { ...brew, points, version: 1 })
  expect(body.items).toMatchObject([
    {
      vessel: 'fermenter',
      setPoint: { before: expect.closeTo(10, 1), after: 8 },
      next: { before: { at: startedAt + 1_000_000, setPoint: 20 }, after: { at: startedAt + 2_000_000, setPoint: 40 } },
      problem: '40.0 °C is outside its range: it holds 0.0 to 30.0 °C at most',
    },
    { vessel: 'kettle', setPoint: { before: null, after: null }, next: { after: { setPoint: 8 } }, problem: null },
  ])
  expect((await house.call('GET', '/profiles/brew')).body).toMatchObject({
    version: 1,
    points: [{ temperature: 10 }, { temperature: 20 }],
  })
  expect((await house.call('POST', '/profiles/stout/preview', brew)).status).toBe(404)
  expect((await house.call('POST', '/profiles/brew/preview', { ...brew, points: [] })).body).toMatchObject({
    issues: [{ pointer: '/points' }],
  })
}, 30_000)

test('templates can be posted as profiles', async () => {
  const house = await bare()
  const { body } = await house.call('GET', '/profile-templates')
  for (const { description: _, ...profile } of body.items)
    expect((await house.call('POST', '/profiles', profile)).status).toBe(201)
}, 30_000)
