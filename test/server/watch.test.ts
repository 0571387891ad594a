import { AlarmRule } from '../../data/model/alarm-rule.ts'
import { Sensor } from '../../data/model/sensor.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { type Alarms, createAlarms } from '../../server/alarms.ts'
import { createWatch } from '../../server/watch.ts'

const driver = { kind: 'lm35', channel: 0 }
const room = Sensor.parse({ id: 'room', name: 'Room', board: 'uno', driver, staleAfter: 10, version: 1 })
const rule = (limit: number) =>
  AlarmRule.parse({
    id: 'warm',
    name: 'Warm',
    source: { kind: 'sensor', id: 'room' },
    condition: { kind: 'high', limit, deadband: 1 },
    delay: 2,
    offDelay: 2,
    version: 1,
  })
const nothing = { boards: [], sensors: [], actuators: [], vessels: [], 'alarm-rules': [] }
const plan = (limit: number) => ({ ...nothing, sensors: [room], 'alarm-rules': [rule(limit)] })

function testWatch(broken: Partial<Alarms> = {}) {
  const clock = virtualClock(1000)
  const logged: string[] = []
  const keeper = { add() {}, write: async () => {} }
  const alarms = { ...createAlarms({ clock, kept: [], keeper, publish() {} }), ...broken }
  const watch = createWatch({ alarms, clock, log: (_, __, message) => logged.push(message) })
  /** A reading each second; the states of the rules' alarms. */
  async function feel(...values: (number | null)[]) {
    for (const value of values) {
      const quality = value === null ? 'bad' : 'good'
      watch.reading({ sensor: 'room', at: clock.now(), value, quality })
      watch.tick()
      await clock.advance(1000)
    }
    return alarms.list('all').flatMap(({ id, state }) => (id.startsWith('rule.') ? [state] : []))
  }
  return { watch, alarms, feel, logged, clock }
}

test('a rule raises its alarm after its delay and takes it back after the other', async () => {
  const { watch, feel, alarms } = testWatch()
  watch.configure(plan(25), 'celsius')
  expect(await feel(26, 26)).toEqual(['normal'])
  expect(await feel(26)).toEqual(['unacknowledged'])
  expect(alarms.find('rule.warm')).toMatchObject({ source: 'sensor room', priority: 'medium', count: 1 })
  expect(await feel(24.5, 23, 24.5, 23, 24.5)).toEqual(['unacknowledged'])
  expect(await feel(23, 23, 23)).toEqual(['returned'])
})

test('a rule that is changed or gone is so at once', async () => {
  const { watch, feel } = testWatch()
  watch.configure(plan(25), 'celsius')
  await feel(26, 26, 26)
  watch.configure(plan(30), 'celsius')
  expect(await feel(26, 26, 26)).toEqual(['returned'])
  watch.configure(plan(25), 'celsius')
  expect(await feel(26, 26, 26)).toEqual(['unacknowledged'])
  watch.configure(nothing, 'celsius')
  expect(await feel(26, 26)).toEqual([])
})

test('a rule that looks for something else begins anew: what the old one found is over', async () => {
  const { watch, feel, alarms } = testWatch()
  watch.configure(plan(25), 'celsius')
  await feel(26, 26, 26)
  // Within the deadband of the new limit, which was never passed.
  watch.configure(plan(26.5), 'celsius')
  expect(await feel(26)).toEqual(['returned'])
  await feel(27, 27, 27)
  expect(alarms.find('rule.warm')).toMatchObject({ state: 'unacknowledged', message: expect.stringContaining('26.5') })
  // Another thing, of which nothing is known yet.
  const cellar = { ...room, id: 'cellar', name: 'Cellar' }
  const source = { kind: 'sensor' as const, id: 'cellar' }
  watch.configure({ ...nothing, sensors: [room, cellar], 'alarm-rules': [{ ...rule(26.5), source }] }, 'celsius')
  expect(await feel(27, 27, 27, 27)).toEqual(['returned'])
})

test('a change beside it does not start its delay anew', async () => {
  const { watch, feel } = testWatch()
  watch.configure(plan(25), 'celsius')
  await feel(26, 26)
  watch.configure({ ...plan(25), vessels: [] }, 'celsius')
  expect(await feel(26)).toEqual(['unacknowledged'])
})

test('a rule that only says something else goes on: its delay runs, and what stands takes the new words', async () => {
  const { watch, feel, alarms } = testWatch()
  const saying = (message: string) => ({ ...plan(25), 'alarm-rules': [{ ...rule(25), message }] })
  watch.configure(saying('Open the window.'), 'celsius')
  await feel(26, 26)
  watch.configure(saying('Open the door.'), 'celsius')
  expect(await feel(26)).toEqual(['unacknowledged'])
  await alarms.acknowledge('rule.warm', 'Ann')
  watch.configure(saying('Call Bob.'), 'celsius')
  expect(await feel(26)).toEqual(['acknowledged'])
  expect(alarms.find('rule.warm')).toMatchObject({ message: 'Call Bob.', count: 1 })
})

test('a sensor that falls silent is lost when its last reading is stale', async () => {
  const { watch, feel, clock, alarms } = testWatch()
  const lost = AlarmRule.parse({ ...rule(0), condition: { kind: 'lost' }, delay: 0 })
  watch.configure({ ...plan(25), 'alarm-rules': [lost] }, 'celsius')
  await feel(20)
  await clock.advance(9000)
  watch.tick()
  expect(alarms.find('sensor.room').state).toBe('normal')
  await clock.advance(1)
  watch.tick()
  expect(alarms.find('sensor.room')).toMatchObject({
    state: 'unacknowledged',
    message: 'Room: no reading comes any more.',
  })
})

test('trouble in the book is logged once and never thrown at the loops', async () => {
  const broken = () => {
    throw new Error('broken')
  }
  const { watch, feel, logged } = testWatch({ raise: broken, tick: broken })
  watch.configure(plan(25), 'celsius')
  await feel(26, 26, 26, 26, 26)
  expect(logged).toEqual([expect.stringContaining('broken')])
})
