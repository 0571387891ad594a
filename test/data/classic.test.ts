import { afterEach, expect, test } from '@jest/globals'
import type { ProfileNotes } from '../../data/model/classic.ts'
import { clean, freshStore, place } from './folder.ts'
import { furnish, profile } from './things.ts'

afterEach(clean)

const notes: ProfileNotes = {
  type: 'Mash',
  temperatures: [{ days: 0.5, date: '2026-11-20T09:36:43', temperature: 20.123456789 }],
  events: [],
}

test('numbers stay with their things and are never used twice', async () => {
  const path = await place()
  const store = await freshStore(path)
  await furnish(store)
  await store.profiles.create({ ...profile, id: 'lager' })
  expect(await store.numbers.of('profiles')).toEqual([
    { id: 'ale', number: 1 },
    { id: 'lager', number: 2 },
  ])
  await store.profiles.remove('lager', null)
  await store.profiles.create({ ...profile, id: 'lager' })
  await store.close()
  const again = await freshStore(path)
  expect((await again.numbers.of('profiles'))[1]).toEqual({ id: 'lager', number: 3 })
  expect(await again.numbers.of('vessels')).toEqual([{ id: 'fermenter', number: 1 }])
  expect(await again.numbers.of('boards')).toEqual([{ id: 'arduino', number: 1 }])
})

test('notes go with their profile', async () => {
  const store = await freshStore()
  await store.profiles.create(profile)
  const kept = { profile: 'ale', version: 1, notes }
  await store.classic.keepNotes({ ...kept, version: 3 })
  await store.classic.keepNotes(kept)
  expect(await store.classic.notes()).toEqual([kept])
  await store.profiles.remove('ale', null)
  expect(await store.classic.notes()).toEqual([])
})

test('controllers that are not there cannot be changed', async () => {
  const store = await freshStore()
  const blank = { name: 'X', address: null, port: null, socket: null }
  expect(await store.controllers.create(blank)).toEqual({ id: 1, ...blank })
  await store.controllers.update({ id: 1, ...blank, port: '80' })
  expect(await store.controllers.all()).toEqual([{ id: 1, ...blank, port: '80' }])
  await store.controllers.remove(1)
  for (const change of [store.controllers.remove(1), store.controllers.update({ id: 1, ...blank })]) {
    await expect(change).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('what is taken over is there wholly or not at all, and what was there stays', async () => {
  const store = await freshStore()
  const controller = { id: 4, name: 'BrewPi', address: null, port: '80', socket: null }
  const { id: _, ...body } = controller
  await store.controllers.create({ ...body, name: 'Other' })
  await store.classic.keepSettings([{ name: 'logo', value: 'mine' }])
  const bad = { name: 'Bad', notes: { ...notes, temperatures: [{ days: 0, date: '', temperature: 999 }] } }
  const settings = [{ name: 'logo', value: 'theirs' }]
  const original = { profiles: [{ name: 'Ale', notes }], controllers: [controller, { ...controller, id: 1 }], settings }
  await expect(
    store.classic.takeOver({ ...original, profiles: [...original.profiles, bad], left: [] }),
  ).rejects.toMatchObject({ code: 'invalid' })
  expect([await store.profiles.all(), (await store.controllers.all()).length]).toEqual([[], 1])

  expect(await store.classic.takeOver({ ...original, left: [] })).toEqual({
    profiles: { added: 1, known: 0 },
    controllers: { added: 2, known: 0 },
    settings: { added: 0, known: 1 },
  })
  expect((await store.controllers.all()).map(({ id }) => id)).toEqual([1, 4, 5])
  expect(await store.classic.settings()).toEqual([{ name: 'logo', value: 'mine' }])
  expect(await store.classic.notes()).toEqual([{ profile: 'ale', version: 1, notes }])
})
