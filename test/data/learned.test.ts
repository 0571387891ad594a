import { afterEach, expect, test } from '@jest/globals'
import type { LearnedKettle } from '../../data/model/learned.ts'
import { clean, freshStore } from './folder.ts'
import { furnish } from './things.ts'

afterEach(clean)

const figure = (value: number) => ({ value, uncertainty: 0.1 })
const kettle: LearnedKettle = {
  kind: 'kettle',
  heatingRate: figure(97),
  coolingTime: figure(40_000),
  deadTime: figure(12),
  lag: figure(20),
}

test('what was learned is kept, replaced and forgotten', async () => {
  const store = await freshStore()
  await furnish(store)
  await store.learned.set('fermenter', kettle)
  const better = { ...kettle, lag: figure(21) }
  await store.learned.set('fermenter', better)
  expect(await store.learned.all()).toEqual([{ vessel: 'fermenter', learned: better }])
  await store.learned.remove('fermenter')
  expect(await store.learned.all()).toEqual([])
})

test('it goes with its vessel, and needs one', async () => {
  const store = await freshStore()
  await furnish(store)
  await store.learned.set('fermenter', kettle)
  await store['alarm-rules'].remove('too-warm', null)
  await store.vessels.remove('fermenter', null)
  expect(await store.learned.all()).toEqual([])
  await store.learned.set('fermenter', kettle)
  expect(await store.learned.all()).toEqual([])
})

test('what is no knowledge is not kept', async () => {
  const store = await freshStore()
  await furnish(store)
  const wrong = { ...kettle, lag: figure(-1) }
  await expect(store.learned.set('fermenter', wrong)).rejects.toMatchObject({ code: 'invalid' })
})
