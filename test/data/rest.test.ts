import { afterEach, describe, expect, test } from '@jest/globals'
import type { LogEntry } from '../../data/model/log.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { clean, freshStore, now, place } from './folder.ts'
import { furnish } from './things.ts'

afterEach(clean)

describe('modes and switches', () => {
  test.each<Mode>([
    { kind: 'off' },
    { kind: 'manual', output: -30.5 },
    { kind: 'constant', setPoint: 18.25 },
    { kind: 'profile', profile: 'ale', startedAt: 7 },
    { kind: 'profile', profile: 'ale', startedAt: 7, pausedAt: 9 },
  ])('%j is kept, and replaces the one before', async mode => {
    const store = await freshStore()
    await furnish(store)
    await store.modes.set('fermenter', mode)
    expect(await store.modes.all()).toEqual([{ vessel: 'fermenter', mode }])
  })

  test('up to where events were announced goes with the mode', async () => {
    const store = await freshStore()
    await furnish(store)
    const mode: Mode = { kind: 'profile', profile: 'ale', startedAt: 7 }
    await store.modes.set('fermenter', mode, 40)
    expect(await store.modes.all()).toEqual([{ vessel: 'fermenter', mode, told: 40 }])
    await store.modes.tell('fermenter', 50)
    expect((await store.modes.all())[0]!.told).toBe(50)
    await store.modes.tell('bath', 1)
    await store.modes.set('fermenter', mode)
    expect((await store.modes.all())[0]).not.toHaveProperty('told')
  })

  test('a profile without a start starts now', async () => {
    const store = await freshStore()
    await furnish(store)
    await store.modes.set('fermenter', { kind: 'profile', profile: 'ale' })
    expect((await store.modes.all())[0]!.mode).toEqual({ kind: 'profile', profile: 'ale', startedAt: now })
  })

  test('a vessel, a profile or an actuator that is not there is said so', async () => {
    const store = await freshStore()
    await furnish(store)
    await expect(store.modes.set('bath', { kind: 'off' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.modes.set('fermenter', { kind: 'profile', profile: 'lager' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'The vessel fermenter cannot follow the profile lager: there is none.',
    })
    await expect(store.switches.set('mixer', 1)).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.switches.set('belt', 101)).rejects.toMatchObject({ code: 'invalid' })
    await store.switches.set('belt', 0)
    expect(await store.switches.all()).toEqual([{ actuator: 'belt', output: 0 }])
  })
})

describe('settings', () => {
  test('are the defaults at first, then what was saved', async () => {
    const path = await place()
    const store = await freshStore(path)
    const { version, ...first } = await store.settings.get()
    expect({ version, name: first.breweryName }).toEqual({ version: 1, name: 'Maelstrom' })
    const saved = await store.settings.update({ ...first, breweryName: 'Cellar 3', powerBudget: 3500 }, 1)
    expect(saved).toMatchObject({ version: 2, powerBudget: 3500 })
    await expect(store.settings.update(first, 1)).rejects.toMatchObject({ code: 'outdated' })
    expect(await store.settings.update({ ...first, breweryName: 'Cellar 4' }, null)).toMatchObject({ version: 3 })
    await store.close()
    expect((await (await freshStore(path)).settings.get()).breweryName).toBe('Cellar 4')
  })
})

describe('logs', () => {
  const entry = (n: number, more: Partial<LogEntry> = {}): LogEntry => ({
    at: now + n,
    level: 'info',
    source: 'brewery',
    message: `entry ${n}`,
    ...more,
  })

  test('come newest first, page by page', async () => {
    const store = await freshStore()
    await store.logs.append(Array.from({ length: 1203 }, (_, n) => entry(n)))
    const first = await store.logs.find({ limit: 2 })
    expect(first.map(({ message }) => message)).toEqual(['entry 1202', 'entry 1201'])
    const second = await store.logs.find({ limit: 1, before: first[1]!.id })
    expect(second).toEqual([{ ...entry(1200), id: first[1]!.id - 1 }])
    expect(await store.logs.find({ limit: 5000 })).toHaveLength(1203)
  })

  test('are found by level, source and a piece of the message taken literally', async () => {
    const store = await freshStore()
    await store.logs.append([
      entry(1, { level: 'debug' }),
      entry(2, { level: 'warning', source: 'board arduino' }),
      entry(3, { level: 'error', message: '100% _full\\' }),
    ])
    const found = async (query: object) => (await store.logs.find({ limit: 9, ...query })).map(({ at }) => at - now)
    expect(await found({ level: 'warning' })).toEqual([3, 2])
    expect(await found({ source: 'board arduino' })).toEqual([2])
    expect(await found({ text: '0% _FULL\\' })).toEqual([3])
    expect(await found({ text: '%' })).toEqual([3])
    expect(await found({ text: 'ENTRY', level: 'info' })).toEqual([2])
  })

  // In any locale: the PostgreSQL of these tests has C.
  test('are found however a letter is written', async () => {
    const store = await freshStore()
    await store.logs.append([entry(1, { message: 'KÜHLUNG Жара Weiß [X]*\\ 1.5 €' }), entry(2, { message: '' })])
    const found = async (text: string) => (await store.logs.find({ limit: 9, text })).map(({ at }) => at - now)
    for (const text of ['kühlung', 'Kühlung', 'KÜHLUNG', 'жара', 'ß', '[x]*\\', '1.5 €'])
      expect([text, await found(text)]).toEqual([text, [1]])
    for (const text of ['KÜH.UNG', '1_5', '%', 'KÜHLUNG$']) expect([text, await found(text)]).toEqual([text, []])
    expect(await found('')).toEqual([2, 1])
  })

  test('the oldest go when there are too many', async () => {
    const store = await freshStore()
    await store.logs.append(Array.from({ length: 100_010 }, (_, n) => entry(n)))
    const all = await store.logs.find({ limit: 200_000 })
    expect(all).toHaveLength(100_000)
    expect(all.at(-1)!.message).toBe('entry 10')
  })
})

test('run counts how often it was opened before', async () => {
  const path = await place()
  for (const run of [0, 1, 2]) {
    const store = await freshStore(path)
    expect(store.run).toBe(run)
    await store.close()
  }
})
