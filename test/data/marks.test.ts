import { afterEach, expect, test } from '@jest/globals'
import type { Mark } from '../../data/model/mark.ts'
import type { Store } from '../../data/store.ts'
import { clean, freshStore } from './folder.ts'

afterEach(clean)

const mode = (at: number) => ({ kind: 'mode', at, mode: { kind: 'off' } }) as const
const event = (at: number, text: string) =>
  ({ kind: 'event', at, text, profile: 'ale', missed: false, alarm: false }) as const
const words = (mark: Mark) => (mark.kind === 'note' || mark.kind === 'event' ? mark.text : mark.kind)

async function raise(store: Store, alarm: string, event: 'came' | 'acknowledged', vessel: string | null) {
  const about = { source: 'vessel tank', vessel, priority: 'high' as const, message: 'too warm' }
  const journal = { at: 1_500, alarm, event, state: 'unacknowledged' as const, by: null, ...about }
  await store.alarms.keep([{ id: alarm, entry: null, journal }])
}

test('marks of all kinds come in groups, those that matter most by name', async () => {
  const store = await freshStore()
  for (let n = 0; n < 10; n++) await store.marks.add('tank', mode(1_000 + n))
  await store.marks.add('tank', event(1_800, 'hops'))
  await store.marks.add('tank', mode(2_000))
  await store.marks.add('other', mode(1_000))
  await store.notes.create('tank', { at: 1_999, text: 'a note', by: 'Ada' })
  await raise(store, 'rule.warm', 'came', 'tank')
  await raise(store, 'rule.warm', 'acknowledged', 'tank')
  await raise(store, 'event.tank', 'came', 'tank')
  await raise(store, 'rule.other', 'came', 'other')

  const groups = await store.marks.groups({ vessel: 'tank', from: 1_000, to: 3_000, width: 1_000 })
  expect(groups.map(({ from, to, count }) => [from, to, count])).toEqual([
    [1_000, 1_999, 13],
    [2_000, 2_000, 1],
  ])
  expect(groups[0]!.marks.map(words)).toEqual(['mode', 'mode', 'alarm', 'hops', 'a note'])
  expect(await store.marks.groups({ vessel: 'tank', from: 1_001, to: 1_800, width: 100_000 })).toMatchObject([
    { count: 10 },
  ])
})

test('an entry is put in the place of another; events are listed newest first', async () => {
  const store = await freshStore()
  const first = await store.marks.add('tank', mode(1_000))
  await store.marks.replace(first, mode(1_500))
  for (const at of [2_000, 3_000]) await store.marks.add('tank', event(at, `at ${at}`))
  const groups = await store.marks.groups({ vessel: 'tank', from: 0, to: 9_000, width: 1 })
  expect(groups.map(({ from }) => from)).toEqual([1_500, 2_000, 3_000])
  expect(await store.marks.events({ from: 2_000, limit: 1 })).toMatchObject([{ vessel: 'tank', text: 'at 3000' }])
  expect(await store.marks.events({ from: 2_000, limit: 9 })).toHaveLength(2)
  await expect(store.marks.add('tank', { ...mode(1), at: -1 })).rejects.toMatchObject({ code: 'invalid' })
})

test('a year of a busy vessel is grouped in milliseconds', async () => {
  const store = await freshStore()
  const year = 365 * 86_400_000
  const changes = 2_000
  for (let n = 0; n < changes; n++) await store.marks.add('tank', mode(Math.floor((n * year) / changes)))
  const began = performance.now()
  const groups = await store.marks.groups({ vessel: 'tank', from: 0, to: year, width: Math.ceil(year / 20) })
  const took = performance.now() - began
  expect(groups).toHaveLength(20)
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(changes)
  process.stdout.write(`grouping ${changes} marks took ${took.toFixed(1)} ms\n`)
  expect(took).toBeLessThan(500)
}, 60_000)
