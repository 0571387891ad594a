import { expect, test } from '@jest/globals'
import { Refusal } from '../../client/api.ts'
import { change } from '../../client/change.ts'

const cellar = { name: 'Cellar', unit: 'celsius', driver: { kind: 'relay', pin: 5 }, logo: null, version: 4 }
type Document = typeof cellar

/** A server at some version of a document, which refuses other versions. */
function server(now: Document) {
  let current = now
  return {
    read: async () => current,
    async write(wanted: Document) {
      if (wanted.version !== current.version) throw new Refusal(412, 'outdated')
      current = { ...wanted, version: current.version + 1 }
      return current
    },
  }
}

test('a change is written', async () => {
  expect(await change(server(cellar), cellar, { unit: 'fahrenheit' })).toEqual({
    ...cellar,
    unit: 'fahrenheit',
    version: 5,
  })
})

test('a change of something else meanwhile is kept', async () => {
  const theirs = { ...cellar, name: 'Loft', driver: { ...cellar.driver }, version: 7 }
  const after = await change(server(theirs), cellar, { driver: { kind: 'relay', pin: 6 } })
  expect(after).toMatchObject({ name: 'Loft', driver: { pin: 6 }, version: 8 })
})

test('a change of the same meanwhile is not overwritten', async () => {
  const theirs = { ...cellar, driver: { kind: 'relay', pin: 7 }, version: 7 }
  const door = server(theirs)
  await expect(change(door, cellar, { driver: { kind: 'relay', pin: 6 } })).rejects.toThrow('Somebody else')
  expect(await door.read()).toEqual(theirs)
})

test('what else fails is told as it is', async () => {
  const door = { ...server(cellar), write: () => Promise.reject(new Refusal(409, 'in use')) }
  await expect(change(door, cellar, { name: 'Loft' })).rejects.toThrow('in use')
})
