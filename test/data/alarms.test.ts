import { afterEach, expect, test } from '@jest/globals'
import type { AlarmEntry, JournalEntry } from '../../data/model/alarm.ts'
import { clean, freshStore, now, place } from './folder.ts'
import { furnish } from './things.ts'

afterEach(clean)

const entry: AlarmEntry = {
  id: 'sensor.beer',
  source: 'sensor beer',
  vessel: 'fermenter',
  priority: 'high',
  message: 'Beer: gone.',
  at: now,
  count: 2,
  life: { standing: true, told: 'waiting', shelvedUntil: now + 60_000, outOfService: false, suppressed: false },
  acknowledgedBy: null,
  acknowledgedAt: null,
  ruled: true,
}
const came: JournalEntry = {
  at: now,
  alarm: 'sensor.beer',
  source: 'sensor beer',
  vessel: 'fermenter',
  priority: 'high',
  event: 'came',
  state: 'unacknowledged',
  by: null,
  message: 'Beer: gone.',
}

test('an alarm is the same after opening again, and gone when it is removed', async () => {
  const path = await place()
  const first = await freshStore(path)
  await first.alarms.keep([{ id: entry.id, entry: { ...entry, count: 1 }, journal: came }])
  await first.alarms.keep([{ id: entry.id, entry, journal: null }])
  await first.close()
  const second = await freshStore(path)
  expect(await second.alarms.all()).toEqual([entry])
  await second.alarms.keep([{ id: entry.id, entry: null, journal: { ...came, event: 'removed', state: 'normal' } }])
  expect(await second.alarms.all()).toEqual([])
  expect((await second.alarms.journal({ limit: 9 })).map(({ event }) => event)).toEqual(['removed', 'came'])
})

test('a message with U+0000 in it is journaled without', async () => {
  const store = await freshStore()
  const message = 'Add hops\0now'
  await store.alarms.keep([{ id: entry.id, entry: { ...entry, message }, journal: { ...came, message } }])
  expect(await store.alarms.all()).toEqual([{ ...entry, message }])
  expect(await store.alarms.journal({ limit: 9 })).toMatchObject([{ message: 'Add hops\ufffdnow' }])
})

test('of several changes all are kept or none', async () => {
  const store = await freshStore()
  const wrong = { ...entry, id: 'x', count: -1 }
  const changes = [
    { id: entry.id, entry, journal: came },
    { id: 'x', entry: wrong, journal: null },
  ]
  await expect(store.alarms.keep(changes)).rejects.toMatchObject({ code: 'invalid', issues: [{ pointer: '/count' }] })
  expect([await store.alarms.all(), await store.alarms.journal({ limit: 9 })]).toEqual([[], []])
})

test.each<[object, number[]]>([
  [{}, [3, 2, 1]],
  [{ before: 3, limit: 1 }, [2]],
  [{ alarm: 'sensor.beer' }, [3, 1]],
  [{ source: 'board uno' }, [2]],
  [{ vessel: 'fermenter' }, [3, 1]],
  [{ priority: 'urgent' }, [2]],
  [{ text: '100 %' }, [2]],
  [{ text: 'Ann' }, [3]],
  [{ text: '_' }, []],
  [{ vessel: 'fermenter', text: 'gone' }, [3, 1]],
])('the journal by %j: %j', async (query, expected) => {
  const store = await freshStore()
  const board = {
    ...came,
    alarm: 'board.uno',
    source: 'board uno',
    vessel: null,
    priority: 'urgent',
    message: '100 % away',
  } as const
  const seen = { ...came, event: 'acknowledged', state: 'acknowledged', by: 'Ann' } as const
  await store.alarms.keep([came, board, seen].map(journal => ({ id: journal.alarm, entry: null, journal })))
  expect((await store.alarms.journal({ limit: 9, ...query })).map(({ id }) => id)).toEqual(expected)
})

test('a rule is for one thing of each kind there is', async () => {
  const store = await freshStore()
  await furnish(store)
  const [known] = await store['alarm-rules'].all()
  for (const [n, source] of [
    { kind: 'sensor', id: 'beer' } as const,
    { kind: 'board', id: 'arduino' } as const,
  ].entries()) {
    const rule = { ...known!, id: `rule-${n}`, source }
    expect(await store['alarm-rules'].create(rule)).toEqual({ ...rule, version: 1 })
  }
  expect((await store['alarm-rules'].all()).map(({ source }) => source.kind)).toEqual(['vessel', 'sensor', 'board'])
  await expect(
    store['alarm-rules'].create({ ...known!, id: 'other', source: { kind: 'sensor', id: 'none' } }),
  ).rejects.toMatchObject({ code: 'conflict' })
})
