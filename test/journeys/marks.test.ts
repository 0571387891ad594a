import { eventually } from '../eventually.ts'
import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

afterEach(cleanUp)

/** A house with a vessel and no board, so that an hour of its clock takes no time of ours. */
async function bare(config: Parameters<typeof openHouse>[0] = {}): Promise<TestHouse> {
  const house = await openHouse({ demo: false, ...config })
  if (!config.folder)
    await house.call('POST', '/vessels', { id: 'tank', name: 'Tank', range: { minimum: 0, maximum: 30 } })
  return house
}

const tell = (house: TestHouse, mode: object) => house.call('PUT', '/vessels/tank/mode', mode)
const constant = (setPoint: number) => ({ kind: 'constant', setPoint })
async function marks(house: TestHouse, query = '') {
  const { body } = await house.call('GET', `/vessels/tank/marks?groups=100${query}`)
  return body.items.flatMap((group: { marks: object[] }) => group.marks)
}
/** The marks when there are so many: they are written while the house goes on. */
async function writtenMarks(house: TestHouse, count: number) {
  return eventually(async () => {
    const seen = await marks(house)
    return seen.length >= count && seen
  }, `${count} marks`)
}

test('a change of mode is marked once it has settled; what was so before a restart is not marked again', async () => {
  const house = await bare()
  for (const setPoint of [18, 18.5, 19]) await tell(house, constant(setPoint))
  await house.clock.advance(120_000)
  await tell(house, constant(20))
  await tell(house, { kind: 'off' })
  await house.clock.advance(5_000)
  const seen = await writtenMarks(house, 3)
  expect(seen.map(({ mode }: { mode: object }) => mode)).toEqual([constant(19), constant(20), { kind: 'off' }])
  await house.close()
  const again = await bare({ folder: house.folder, clock: house.clock })
  await again.clock.advance(5_000)
  expect(await marks(again)).toEqual(seen)
}, 30_000)

test('events of a profile are marked and listed; nobody else may publish them', async () => {
  const house = await bare()
  const events = [
    { at: 10, text: 'add the hops', alarm: true },
    { at: 20, text: 'taste' },
  ]
  await house.call('POST', '/profiles', { id: 'brew', name: 'Brew', points: [{ at: 0, temperature: 18 }], events })
  const { body: mode } = await tell(house, { kind: 'profile', profile: 'brew' })
  await house.clock.advance(25_000)
  const due = (at: number, text: string, alarm: boolean) => ({
    profile: 'brew',
    at: mode.startedAt + at * 1000,
    text,
    missed: false,
    alarm,
  })
  expect(await writtenMarks(house, 3)).toEqual([
    { kind: 'mode', at: expect.any(Number), mode },
    { kind: 'event', ...due(10, 'add the hops', true) },
    { kind: 'event', ...due(20, 'taste', false) },
  ])
  expect((await house.call('GET', '/events')).body.items).toEqual([
    { vessel: 'tank', ...due(20, 'taste', false) },
    { vessel: 'tank', ...due(10, 'add the hops', true) },
  ])
  const first = await house.call('GET', '/events?limit=1')
  expect(first.body.items).toMatchObject([{ text: 'taste' }])
  const second = await house.call('GET', `/events?limit=1&after=${first.body.next}`)
  expect(second.body.items).toMatchObject([{ text: 'add the hops' }])
  expect((await house.call('GET', `/events?after=${second.body.next}`)).body).toEqual({ items: [], next: null })
  expect((await house.call('GET', `/events?from=${house.clock.now()}`)).body.items).toEqual([])
  for (const channel of ['events', 'marks.tank'])
    expect((await house.call('POST', `/channels/${channel}`, { text: 'forged' })).status).toBe(403)
}, 30_000)

test('an event that asks for it is an alarm until it is acknowledged, also over a restart', async () => {
  const house = await bare()
  const events = [
    { at: 10, text: 'add the hops', alarm: true },
    { at: 12, text: 'taste' },
    { at: 20, text: 'stir', alarm: true },
  ]
  await house.call('POST', '/profiles', { id: 'brew', name: 'Brew', points: [{ at: 0, temperature: 18 }], events })
  await tell(house, { kind: 'profile', profile: 'brew' })
  const alarm = async (from = house) => {
    const { body } = await from.call('GET', '/alarms?state=all')
    return body.items.find(({ id }: { id: string }) => id === 'event.tank')
  }
  // What is due is told once it is written down, which takes a moment that this clock does not know.
  const says = (message: string) => eventually(async () => (await alarm())?.message === message, message)
  await house.clock.advance(15_000)
  await says('add the hops')
  expect(await alarm()).toMatchObject({ state: 'unacknowledged', vessel: 'tank' })
  await house.clock.advance(10_000)
  await says('stir · add the hops')
  expect(await alarm()).toMatchObject({ state: 'unacknowledged' })
  const friend = await connect(house.url)
  friend.send({ action: 'subscribe', channel: 'alarms' })
  await friend.until(heard => heard.some(({ action }) => action === 'subscribed'))
  await house.close()

  const again = await bare({ folder: house.folder, clock: house.clock })
  expect(await alarm(again)).toMatchObject({ state: 'unacknowledged', message: 'stir · add the hops' })
  const listener = await connect(again.url)
  listener.send({ action: 'subscribe', channel: 'alarms' })
  await listener.until(heard => heard.some(({ action }) => action === 'subscribed'))
  await again.call('POST', '/alarms/event.tank/acknowledge', { by: 'Ada' })
  const states = await listener.until(heard => {
    const told = heard.filter(({ data }) => data?.id === 'event.tank').map(({ data }) => data.state)
    return told.length === 2 && told
  })
  expect(states).toEqual(['acknowledged', 'normal'])
  const journal = await eventually(async () => {
    const { items } = (await again.call('GET', '/alarm-journal?alarm=event.tank')).body
    return items.length >= 3 && items
  }, 'three lines of the journal')
  expect(journal.map(({ event, by }: { event: string; by: string }) => [event, by])).toEqual([
    ['went', null],
    ['acknowledged', 'Ada'],
    ['came', null],
  ])
}, 30_000)

test('that somebody set the clock is no change of mode', async () => {
  const house = await bare()
  await house.call('POST', '/profiles', { id: 'brew', name: 'Brew', points: [{ at: 0, temperature: 18 }] })
  await tell(house, { kind: 'profile', profile: 'brew' })
  for (const jump of [3_600_000, -600_000, 1_000]) {
    await house.clock.advance(5_000)
    house.clock.jump(jump)
  }
  await house.clock.advance(5_000)
  await tell(house, { kind: 'off' })
  expect((await writtenMarks(house, 2)).map(({ mode }: { mode: { kind: string } }) => mode.kind)).toEqual([
    'profile',
    'off',
  ])
}, 30_000)

test('with a vessel go the alarms that wait for somebody there', async () => {
  const house = await bare()
  const events = [{ at: 1, text: 'add the hops', alarm: true }]
  await house.call('POST', '/profiles', { id: 'brew', name: 'Brew', points: [{ at: 0, temperature: 18 }], events })
  const step = { name: 'Wait', target: { kind: 'rest' }, confirmStart: 'Clean it' }
  await house.call('POST', '/schedules', { id: 'clean', name: 'Clean', steps: [step] })
  await tell(house, { kind: 'profile', profile: 'brew' })
  await house.clock.advance(3_000)
  await house.call('POST', '/vessels/tank/schedule/start', { schedule: 'clean' })
  await house.clock.advance(3_000)
  const alarms = async (from = house) =>
    (await from.call('GET', '/alarms')).body.items.map(({ id }: { id: string }) => id).sort()
  await eventually(async () => (await alarms()).length === 2, 'two alarms')
  expect(await alarms()).toEqual(['event.tank', 'schedule.tank.0.start'])
  await house.call('DELETE', '/vessels/tank')
  await house.clock.advance(3_000)
  expect(await alarms()).toEqual([])
  await house.close()
  const again = await bare({ folder: house.folder, clock: house.clock })
  expect(await alarms(again)).toEqual([])
}, 30_000)

test('notes are written, read in pages, changed and deleted, and every browser hears of it', async () => {
  const house = await bare()
  const friend = await connect(house.url)
  friend.send({ action: 'subscribe', channel: 'marks.tank' })
  await friend.until(heard => heard.some(({ action }) => action === 'subscribed'))
  const path = '/vessels/tank/notes'
  const at = house.clock.now()
  const first = await house.call('POST', path, { text: ' OG 1.052 ', by: 'Ada', at: at - 1000 })
  expect(first).toMatchObject({ status: 201, body: { vessel: 'tank', text: 'OG 1.052', by: 'Ada', at: at - 1000 } })
  for (const text of ['two', 'three']) await house.call('POST', path, { text })
  const page = (await house.call('GET', `${path}?limit=2`)).body
  expect(page.items.map(({ text, by }: { text: string; by: string }) => [text, by])).toEqual([
    ['three', 'somebody'],
    ['two', 'somebody'],
  ])
  const rest = (await house.call('GET', `${path}?limit=2&before=${page.next}`)).body
  expect(rest).toEqual({ items: [first.body], next: null })
  expect((await house.call('GET', `${path}?to=${at}`)).body.items).toEqual([first.body])

  const one = `${path}/${first.body.id}`
  expect(await house.call('GET', one)).toMatchObject({ status: 200, etag: '"1"', body: first.body })
  const changed = await house.call('PUT', one, { text: 'OG 1.053', by: 'Bo', version: 1 })
  expect(changed.body).toEqual({ ...first.body, text: 'OG 1.053', by: 'Bo', version: 2 })
  expect((await house.call('PUT', one, { text: 'late', by: 'Cy' }, { 'If-Match': '"1"' })).status).toBe(412)
  expect((await marks(house)).filter(({ kind }: { kind: string }) => kind === 'note')).toHaveLength(3)
  expect((await house.call('DELETE', one)).status).toBe(204)
  for (const method of ['DELETE', 'GET']) expect((await house.call(method, one)).status).toBe(404)
  const heard = await friend.until(all => {
    const told = all.filter(({ channel, data }) => channel === 'marks.tank' && data).map(({ data }) => data.event)
    return told.length === 5 && told
  })
  expect(heard).toEqual(['created', 'created', 'created', 'updated', 'deleted'])
}, 30_000)

test('with a vessel goes what is said of it, and not what was noted', async () => {
  const house = await bare()
  await tell(house, constant(20))
  await house.call('POST', '/vessels/tank/notes', { text: 'empty' })
  await house.call('DELETE', '/vessels/tank')
  expect((await house.call('GET', '/channels/marks.tank')).status).toBe(404)
  await house.call('POST', '/vessels', { id: 'tank', name: 'Tank' })
  await tell(house, constant(20))
  const kinds = (await marks(house)).map(({ kind }: { kind: string }) => kind)
  expect(kinds.toSorted()).toEqual(['mode', 'mode', 'note'])
}, 30_000)

test.each([
  ['POST', '/vessels/tank/notes', { text: ' ' }, 400],
  ['POST', '/vessels/tank/notes', { text: 'x'.repeat(2001) }, 400],
  ['POST', '/vessels/moon/notes', { text: 'x' }, 404],
  ['GET', '/vessels/moon/notes', undefined, 404],
  ['GET', '/vessels/tank/notes?before=x', undefined, 400],
  ['PUT', '/vessels/tank/notes/x', { text: 'x' }, 404],
  ['GET', '/vessels/moon/marks', undefined, 404],
  ['GET', '/vessels/tank/marks?groups=0', undefined, 400],
])('%s %s %j is answered with %i', async (method, path, body, status) => {
  const house = await bare()
  expect((await house.call(method, path, body)).status).toBe(status)
})

test('an empty house looks at the demonstration, once', async () => {
  const house = await openHouse({ demo: false })
  await house.call('POST', '/profiles', { id: 'ale', name: 'My ale', points: [{ at: 0, temperature: 12 }] })
  expect((await house.call('POST', '/demo')).status).toBe(204)
  const kettle = () => house.brewery.vessel('kettle')
  await house.until(() => kettle().activity === 'heating' && kettle().quality === 'good', 60_000)
  expect(house.brewery.mode('fermenter')).toMatchObject({ kind: 'profile', profile: 'ale-2' })
  expect((await house.call('GET', '/profiles/ale')).body.name).toBe('My ale')
  expect((await house.call('POST', '/demo')).body).toMatchObject({
    status: 409,
    detail: expect.stringMatching(/empty/),
  })
  expect((await house.call('GET', '/events')).body.items).toEqual([])
}, 60_000)
