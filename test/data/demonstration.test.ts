import { afterEach, expect, test } from '@jest/globals'
import type { JournalEntry } from '../../data/model/alarm.ts'
import type { Made } from '../../data/model/demonstration.ts'
import type { Store } from '../../data/store.ts'
import { clean, freshStore } from './folder.ts'
import { furnish, profile } from './things.ts'

afterEach(clean)

const made: Made[] = [
  { kind: 'profiles', id: 'ale' },
  { kind: 'vessels', id: 'fermenter' },
  { kind: 'sensors', id: 'beer' },
]

test('what it made is known once, until it is removed; whoever takes the name next has made it themselves', async () => {
  const store = await freshStore()
  await store.demonstration.add(made)
  await store.demonstration.add(made.slice(0, 1))
  expect(await store.demonstration.all()).toEqual(made)
  await store.profiles.create(profile)
  await store.profiles.remove('ale', null)
  await store.profiles.create(profile)
  expect(await store.demonstration.all()).toEqual(made.slice(1))
})

test('all that was recorded of its things is forgotten, a bounded part a call, and nothing else', async () => {
  const store = await freshStore()
  await furnish(store)
  const every = (series: string) => Array.from({ length: 2_500 }, (_, n) => ({ series, at: n * 10_000, value: n }))
  for (const series of ['sensors.beer', 'fermenter.processValue', 'fermenter.output', 'sensors.beers', 'mash.output'])
    await store.readings.append(every(series))
  const alarm = (source: string, vessel: string | null): JournalEntry => ({
    at: 1,
    alarm: source,
    source,
    vessel,
    priority: 'high',
    event: 'came',
    state: 'unacknowledged',
    by: null,
    message: 'Lost',
  })
  const journal = [alarm('sensor beer', null), alarm('vessel fermenter', 'fermenter'), alarm('sensor beers', null)]
  await store.alarms.keep(journal.map(entry => ({ id: entry.alarm, entry: null, journal: entry })))
  for (const vessel of ['fermenter', 'mash']) await store.notes.create(vessel, { text: 'sweet', by: 'Ada', at: 5 })

  const went: number[] = []
  do went.push(await store.demonstration.forget(made))
  while (went.at(-1)! > 0)
  expect(Math.max(...went)).toBeLessThanOrEqual(2_000)
  expect((await store.readings.series()).map(({ series }) => series)).toEqual(['mash.output', 'sensors.beers'])
  expect((await store.alarms.journal({ limit: 10 })).map(({ source }) => source)).toEqual(['sensor beers'])
  expect(await notesOf(store, 'fermenter')).toEqual([])
  expect(await notesOf(store, 'mash')).toEqual(['sweet'])

  // A series of that name begins anew.
  await store.readings.append([{ series: 'sensors.beer', at: 60_000, value: 20 }])
  const { buckets } = store.readings
  expect(await buckets({ series: 'sensors.beer', from: 0, to: 120_000, count: 2 })).toMatchObject([
    { mean: 20, count: 1 },
  ])
})

async function notesOf(store: Store, vessel: string): Promise<string[]> {
  return (await store.notes.list({ vessel, from: 0, to: 10, limit: 10 })).map(({ text }) => text)
}
