import type { Alarm, AlarmEntry, JournalEntry } from '../../data/model/alarm.ts'
import { Fault } from '../../data/model/fault.ts'
import type { AlarmChange } from '../../data/store.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createAlarms } from '../../server/alarms.ts'
import { createAlarmKeeper } from '../../server/keeper.ts'
import { fc } from '../random.ts'

/** A book over a disk that fails when it is told to, and can be made to wait. */
function testBook(kept: AlarmEntry[] = []) {
  const clock = virtualClock(1_000_000)
  const published: Alarm[] = []
  const journal: JournalEntry[] = []
  const logged: string[] = []
  const rows = new Map(kept.map(entry => [entry.id, entry]))
  const disk: { fault: Fault | null; gate: Promise<unknown> } = { fault: null, gate: Promise.resolve() }
  const store = {
    alarms: {
      all: async () => [...rows.values()],
      async keep(changes: AlarmChange[]) {
        await disk.gate
        if (disk.fault) throw disk.fault
        if (changes.some(({ id }) => id === 'poison')) throw new Fault('invalid', 'not of the form')
        for (const change of changes) {
          if (change.entry) rows.set(change.id, change.entry)
          else rows.delete(change.id)
          if (change.journal) journal.push(change.journal)
        }
      },
      journal: async () => [],
    },
  }
  const keeper = createAlarmKeeper({ clock, log: (_, __, message) => logged.push(message), store })
  const alarms = createAlarms({ clock, kept, keeper, publish: alarm => published.push(alarm) })
  return { alarms, clock, published, journal, rows, disk, keeper, logged }
}

const full = new Fault('unavailable', 'the disk is full')

test('an alarm comes, is acknowledged and goes; every change is published and written down with who and when', async () => {
  const { alarms, clock, published, journal, keeper } = testBook()
  alarms.raise('recorder', 'recorder', 'full', { priority: 'low' })
  alarms.raise('recorder', 'recorder', 'full')
  await clock.advance(1000)
  expect(await alarms.acknowledge('recorder', 'Ann')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ann' })
  await clock.advance(1000)
  alarms.clear('recorder', 'written again')
  alarms.clear('recorder', 'written again')
  await keeper.close()
  expect(published.map(({ state, active }) => [state, active])).toEqual([
    ['unacknowledged', true],
    ['acknowledged', true],
    ['normal', false],
  ])
  expect(journal).toMatchObject([
    { at: 1_000_000, event: 'came', state: 'unacknowledged', by: null, message: 'full' },
    { at: 1_001_000, event: 'acknowledged', by: 'Ann' },
    { at: 1_002_000, event: 'went', state: 'normal', by: null, message: 'written again' },
  ])
})

test('an alarm that repeats is one entry with a count, until it was acknowledged', async () => {
  const { alarms } = testBook()
  for (let n = 0; n < 3; n++) {
    alarms.raise('a', 's', 'm')
    alarms.clear('a', 'over')
  }
  expect(alarms.list()).toMatchObject([{ id: 'a', count: 3, state: 'returned', message: 'm' }])
  await alarms.acknowledge('a', 'Ann')
  alarms.raise('a', 's', 'm')
  expect(alarms.list()).toMatchObject([{ count: 1, acknowledgedBy: null }])
})

test('a new message for an alarm that stands is told and changes nothing else', () => {
  const { alarms, published } = testBook()
  alarms.raise('a', 's', 'one')
  alarms.raise('a', 's', 'two')
  expect(published).toMatchObject([
    { message: 'one', count: 1 },
    { message: 'two', count: 1, state: 'unacknowledged' },
  ])
})

test('all that waits is acknowledged at once; again, nothing happens', async () => {
  const { alarms, published, journal } = testBook()
  for (const id of ['a', 'b', 'c']) alarms.raise(id, 's', 'm')
  alarms.clear('b', 'over')
  await alarms.shelve('c', 60, 'Ann')
  expect((await alarms.acknowledgeAll('Bob')).map(({ id, state }) => [id, state])).toEqual([
    ['a', 'acknowledged'],
    ['b', 'normal'],
  ])
  const told = [published.length, journal.length]
  expect(await alarms.acknowledgeAll('Bob')).toEqual([])
  expect(await alarms.acknowledge('a', 'Eve')).toMatchObject({ acknowledgedBy: 'Bob' })
  expect([published.length, journal.length]).toEqual(told)
})

test('of all that waits one that is removed meanwhile keeps nobody from the others', async () => {
  const { alarms, disk } = testBook()
  const subject = (id: string) => ({ id, source: 's', priority: 'high' as const, vessel: null })
  alarms.define(['a', 'b'].map(subject))
  for (const id of ['a', 'b']) alarms.raise(id, 's', 'm')
  let open = () => {}
  disk.gate = new Promise<void>(resolve => {
    open = resolve
  })
  const all = alarms.acknowledgeAll('Bob')
  alarms.define([subject('a')])
  open()
  expect(await all).toMatchObject([{ id: 'a', state: 'acknowledged' }])
})

test('lists by state; what is hidden is not active', async () => {
  const { alarms } = testBook()
  for (const id of ['a', 'b', 'c']) alarms.raise(id, 's', 'm')
  await alarms.shelve('a', 60, 'Ann')
  await alarms.takeOutOfService('b', 'Ann')
  alarms.suppress('c', true)
  expect(alarms.list()).toEqual([])
  for (const state of ['shelved', 'out-of-service', 'suppressed'] as const)
    expect(alarms.list(state)).toMatchObject([{ state, active: false, standing: true }])
  expect(alarms.list('all')).toHaveLength(3)
  await alarms.putInService('b', 'Ann')
  await alarms.unshelve('a', 'Ann')
  expect(alarms.list('unacknowledged').map(({ id }) => id)).toEqual(['a', 'b'])
})

test('a shelf ends by itself', async () => {
  const { alarms, clock, published } = testBook()
  alarms.raise('a', 's', 'm')
  expect(await alarms.shelve('a', 60, 'Ann')).toMatchObject({ shelvedUntil: 1_060_000 })
  await clock.advance(59_999)
  alarms.tick()
  expect(alarms.find('a').state).toBe('shelved')
  await clock.advance(1)
  alarms.tick()
  expect(published.at(-1)).toMatchObject({ state: 'unacknowledged', shelvedUntil: null })
})

test('a shelf lasts as long as it was to, whatever somebody sets the clock to', async () => {
  const { alarms, clock, rows } = testBook()
  alarms.raise('a', 's', 'm')
  await alarms.shelve('a', 60, 'Ann')
  for (const by of [-500_000, 3_600_000]) {
    clock.jump(by)
    alarms.shift(by)
    await clock.advance(29_000)
    alarms.tick()
    expect(alarms.find('a').state).toBe('shelved')
  }
  expect(rows.get('a')?.life.shelvedUntil).toBe(clock.now() + 2000)
  await clock.advance(2000)
  alarms.tick()
  expect(alarms.find('a').state).toBe('unacknowledged')
})

test('what nobody knows is not found', async () => {
  const { alarms } = testBook()
  expect(() => alarms.find('x')).toThrow('there is no alarm "x"')
  await expect(alarms.acknowledge('x', 'Ann')).rejects.toMatchObject({ code: 'not-found' })
})

test('alarms of rules exist before they are raised and go with their rules', async () => {
  const { alarms, published, rows, keeper } = testBook()
  const subject = { id: 'rule.warm', source: 'vessel tun', priority: 'low' as const, vessel: 'tun' }
  alarms.define([subject])
  expect(alarms.find('rule.warm')).toMatchObject({ state: 'normal', priority: 'low' })
  alarms.raise('rule.warm', 'vessel tun', 'warm', subject)
  alarms.raise('recorder', 'recorder', 'full')
  alarms.define([{ ...subject, priority: 'urgent' }])
  expect(published.at(-1)).toMatchObject({ id: 'rule.warm', priority: 'urgent', state: 'unacknowledged' })
  alarms.define([])
  expect(published.at(-1)).toMatchObject({ id: 'rule.warm', state: 'normal', active: false })
  expect(alarms.list('all').map(({ id }) => id)).toEqual(['recorder'])
  await keeper.close()
  expect([...rows.keys()]).toEqual(['recorder'])
})

test('a failing disk loses no alarm and blocks nothing; it is written later, in order', async () => {
  const { alarms, clock, disk, journal, rows, logged, published } = testBook()
  disk.fault = full
  alarms.raise('a', 's', 'm')
  await clock.advance(1)
  alarms.clear('a', 'over')
  alarms.raise('b', 's', 'm')
  expect(published).toHaveLength(3)
  await expect(alarms.acknowledge('a', 'Ann')).rejects.toBe(full)
  expect(alarms.find('a').state).toBe('returned')
  await clock.advance(12_000)
  expect(logged).toHaveLength(1)
  disk.fault = null
  await clock.advance(5_000)
  expect(journal.map(({ alarm, event }) => `${alarm} ${event}`)).toEqual(['a came', 'a went', 'b came'])
  expect(rows.size).toBe(2)
  expect(await alarms.acknowledge('a', 'Ann')).toMatchObject({ state: 'normal' })
})

test('a change that can never be kept takes nothing with it and holds up nothing behind it', async () => {
  const { alarms, clock, disk, rows, logged } = testBook()
  disk.fault = full
  for (const id of ['a', 'poison', 'b']) alarms.raise(id, 's', 'm')
  await clock.advance(1000)
  disk.fault = null
  await expect(alarms.acknowledge('poison', 'Ann')).rejects.toMatchObject({ code: 'invalid' })
  expect([...rows.keys()]).toEqual(['a', 'b'])
  expect(logged).toEqual([expect.stringContaining('full'), expect.stringContaining('alarm poison is not kept')])
  expect(await alarms.acknowledge('a', 'Ann')).toMatchObject({ state: 'acknowledged' })
})

test('what comes anew while an acknowledgement is being stored is not acknowledged', async () => {
  const { alarms, disk, rows, keeper } = testBook()
  alarms.raise('a', 's', 'm')
  let open = () => {}
  disk.gate = new Promise<void>(resolve => {
    open = resolve
  })
  const acknowledged = alarms.acknowledge('a', 'Ann')
  await Promise.resolve()
  alarms.clear('a', 'over')
  alarms.raise('a', 's', 'again')
  open()
  expect(await acknowledged).toMatchObject({ state: 'unacknowledged', count: 2 })
  await keeper.close()
  expect(rows.get('a')).toMatchObject({ life: { told: 'waiting' }, count: 2 })
})

test('what joins an alarm while an acknowledgement is being stored has been seen by nobody', async () => {
  const { alarms, disk, rows, keeper } = testBook()
  alarms.raise('event.kettle', 'vessel kettle', 'add the hops')
  let open = () => {}
  disk.gate = new Promise<void>(resolve => {
    open = resolve
  })
  const acknowledged = alarms.acknowledge('event.kettle', 'Ann')
  await Promise.resolve()
  alarms.raise('event.kettle', 'vessel kettle', 'stir · add the hops')
  open()
  expect(await acknowledged).toMatchObject({ state: 'unacknowledged', message: 'stir · add the hops' })
  await keeper.close()
  expect(rows.get('event.kettle')).toMatchObject({ life: { told: 'waiting' }, message: 'stir · add the hops' })
  expect(await alarms.acknowledge('event.kettle', 'Ann')).toMatchObject({ state: 'acknowledged' })
})

test('of two who acknowledge at once the first is named', async () => {
  const { alarms, journal } = testBook()
  alarms.raise('a', 's', 'm')
  const both = await Promise.all(['Ann', 'Bob'].map(by => alarms.acknowledge('a', by)))
  expect(both.map(({ acknowledgedBy }) => acknowledgedBy)).toEqual(['Ann', 'Ann'])
  expect(journal.filter(({ event }) => event === 'acknowledged')).toHaveLength(1)
})

test('obeys what is asked for on its channel', async () => {
  const { alarms } = testBook()
  for (const id of ['a', 'b']) alarms.raise(id, 's', 'm')
  await alarms.obey({ acknowledge: 'a', by: 'Ann' })
  expect(alarms.list().map(({ state }) => state)).toEqual(['acknowledged', 'unacknowledged'])
  await alarms.obey({ shelve: 'b', seconds: 5, by: 'Ann' })
  expect(alarms.find('b').state).toBe('shelved')
  await alarms.obey({ unshelve: 'b', by: 'Ann' })
  await alarms.obey({ acknowledge: true, by: 'Ann' })
  expect(alarms.list('acknowledged')).toHaveLength(2)
})

const id = fc.constantFrom('a', 'b')
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('raise', 'clear', 'acknowledge'), id }) },
  fc.record({
    do: fc.constantFrom('shelve', 'unshelve', 'suppress', 'release', 'out', 'in', 'wait', 'break', 'mend', 'restart'),
    id,
  }),
)

test('no sequence leaves a standing alarm of high priority unannounced, or the book other than the disk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      let house = testBook()
      /** Alarms announced as unacknowledged since they last came or were last hidden. */
      const announced = new Map<string, boolean>()
      let heard = 0
      for (const { do: what, id } of steps) {
        const { alarms, clock, disk } = house
        if (what === 'raise') alarms.raise(id, 's', 'm', { priority: 'high' })
        if (what === 'clear') alarms.clear(id, 'over')
        if (what === 'suppress' || what === 'release') alarms.suppress(id, what === 'suppress')
        if (what === 'break') disk.fault = full
        if (what === 'mend') disk.fault = null
        if (what === 'wait') {
          await clock.advance(40_000)
          alarms.tick()
        }
        const commands: Record<string, () => Promise<unknown>> = {
          acknowledge: () => alarms.acknowledge(id, 'Ann'),
          shelve: () => alarms.shelve(id, 30, 'Ann'),
          unshelve: () => alarms.unshelve(id, 'Ann'),
          out: () => alarms.takeOutOfService(id, 'Ann'),
          in: () => alarms.putInService(id, 'Ann'),
        }
        await commands[what]?.().catch(() => {})
        if (what === 'restart') {
          disk.fault = null
          await house.keeper.close()
          const before = alarms.list('all')
          house = testBook([...house.rows.values()])
          expect(house.alarms.list('all')).toEqual(before)
          heard = 0
        }
        for (const alarm of house.published.slice(heard)) {
          if (!alarm.standing) announced.set(alarm.id, false)
          else if (alarm.state === 'unacknowledged') announced.set(alarm.id, true)
        }
        heard = house.published.length
        for (const alarm of house.alarms.list('all')) {
          if (alarm.active) expect(announced.get(alarm.id)).toBe(true)
          const last = house.published.findLast(other => other.id === alarm.id)
          if (last) expect(last).toEqual(alarm)
        }
      }
    }),
    { numRuns: 200 },
  )
})
