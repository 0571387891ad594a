import { afterEach, describe, expect, test } from '@jest/globals'
import type { Collection, Store } from '../../data/store.ts'
import { clean, freshStore, place } from './folder.ts'
import { alarmRule, board, cooler, furnish, heater, profile, sensor, vessel } from './things.ts'

afterEach(clean)

type Thing = { id: string; name: string; version: number }
/** Every collection is the same to these tests. */
const of = (store: Store, name: string) => store[name as 'boards'] as unknown as Collection<Thing>

const bodies = {
  boards: board,
  sensors: sensor,
  actuators: cooler,
  profiles: profile,
  vessels: vessel,
  'alarm-rules': alarmRule,
}

describe.each(Object.entries(bodies))('%s', (name, body) => {
  async function prepared() {
    const store = await freshStore()
    await furnish(store)
    return of(store, name)
  }

  test('come back as they were written, also after opening again', async () => {
    const path = await place()
    const first = await freshStore(path)
    await furnish(first)
    expect(await of(first, name).all()).toContainEqual({ ...body, version: 1 })
    await first.close()
    expect(await of(await freshStore(path), name).all()).toContainEqual({ ...body, version: 1 })
  })

  test('a taken id is a conflict', async () => {
    const things = await prepared()
    await expect(things.create(body)).rejects.toMatchObject({ name: 'Fault', code: 'conflict' })
  })

  test('each change counts the version up; an old version is refused and null overwrites', async () => {
    const things = await prepared()
    expect(await things.update({ ...body, name: 'Second' }, 1)).toEqual({ ...body, name: 'Second', version: 2 })
    await expect(things.update({ ...body, name: 'Lost' }, 1)).rejects.toMatchObject({ code: 'outdated' })
    expect(await things.update({ ...body, name: 'Third' }, null)).toMatchObject({ name: 'Third', version: 3 })
    expect(await things.all()).toContainEqual({ ...body, name: 'Third', version: 3 })
  })

  test('of two changes at once that know the same version one wins', async () => {
    const things = await prepared()
    const results = await Promise.allSettled(['A', 'B', 'C'].map(called => things.update({ ...body, name: called }, 1)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  test('what is not there is not found', async () => {
    const things = await prepared()
    const message = expect.stringContaining('nothing-here')
    await expect(things.update({ ...body, id: 'nothing-here' }, null)).rejects.toMatchObject({
      code: 'not-found',
      message,
    })
    await expect(things.remove('nothing-here', null)).rejects.toMatchObject({ code: 'not-found', message })
  })

  test('an old version is not removed', async () => {
    const things = await prepared()
    await things.update({ ...body, name: 'Second' }, 1)
    await expect(things.remove(body.id, 1)).rejects.toMatchObject({ code: 'outdated' })
  })

  test('one that comes after a deletion is not taken for what was there before', async () => {
    const store = await freshStore()
    await furnish(store)
    const things = of(store, name)
    const other = { ...body, id: 'other' }
    expect(await things.create(other)).toMatchObject({ version: 1 })
    await things.update(other, 1)
    await things.remove('other', 2)
    expect(await things.create({ ...other, name: 'Again' })).toMatchObject({ version: 3 })
    await expect(things.update(other, 1)).rejects.toMatchObject({ code: 'outdated' })
    await things.remove('other', 3)
    await things.remove((await things.create({ ...other, id: 'another' })).id, 4)
    expect(await things.create(other)).toMatchObject({ version: 5 })
  })

  test('what could not be read back is not written', async () => {
    const things = await prepared()
    await expect(things.create({ ...body, id: 'other', name: '' })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ pointer: '/name' }],
    })
    expect(await things.all()).not.toContainEqual(expect.objectContaining({ id: 'other' }))
  })
})

describe('what refers to what', () => {
  test.each([
    ['boards', 'arduino', 'The board arduino is used by the sensor beer.'],
    ['sensors', 'beer', 'The sensor beer is used by the vessel fermenter.'],
    ['actuators', 'belt', 'The actuator belt is used by the vessel fermenter.'],
    ['actuators', 'fridge', 'The actuator fridge is used by the vessel fermenter.'],
    ['profiles', 'ale', 'The profile ale is used by the vessel fermenter.'],
    ['vessels', 'fermenter', 'The vessel fermenter is used by the alarm rule too-warm.'],
  ])('%s: %s stays while it is used', async (name, id, message) => {
    const store = await freshStore()
    await furnish(store)
    await expect(of(store, name).remove(id, null)).rejects.toMatchObject({ code: 'conflict', message })
  })

  test('a reference to nothing is a conflict that names both', async () => {
    const store = await freshStore()
    await expect(store.sensors.create(sensor)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The sensor beer names the board arduino, which does not exist.',
    })
    await furnish(store)
    await expect(store.vessels.update({ ...vessel, cooler: 'glycol' }, 1)).rejects.toMatchObject({ code: 'conflict' })
    await expect(store.actuators.update({ ...heater, board: 'mega' }, 1)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a vessel takes its mode with it, an actuator its switch', async () => {
    const store = await freshStore()
    await furnish(store)
    await store['alarm-rules'].remove('too-warm', 1)
    await store.vessels.remove('fermenter', 1)
    expect(await store.modes.all()).toEqual([])
    await store.profiles.remove('ale', 1)
    await store.actuators.remove('belt', 1)
    expect(await store.switches.all()).toEqual([])
    await store.actuators.remove('fridge', 1)
    await store.sensors.remove('beer', 1)
    await store.boards.remove('arduino', 1)
    expect(await store.boards.all()).toEqual([])
  })

  test('a profile may go once its vessel does something else', async () => {
    const store = await freshStore()
    await furnish(store)
    await store.modes.set('fermenter', { kind: 'off' })
    await store.profiles.remove('ale', 1)
    expect(await store.profiles.all()).toEqual([])
  })
})

test('a sensor that hears a channel is kept without a board, and only such a one', async () => {
  const path = await place()
  const store = await freshStore(path)
  await furnish(store)
  const driver = {
    kind: 'channel',
    channel: 'fermenter.ispindel',
    pointer: '/temperature',
    unit: 'fahrenheit',
  } as const
  const hydrometer = { ...sensor, id: 'ispindel', board: null, driver }
  await store.sensors.create(hydrometer)
  for (const wrong of [
    { ...hydrometer, board: 'arduino' },
    { ...sensor, board: null },
  ])
    await expect(store.sensors.create({ ...wrong, id: 'other' })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ pointer: '/board' }],
    })
  await store.close()
  expect(await (await freshStore(path)).sensors.all()).toContainEqual({ ...hydrometer, version: 1 })
})

test('boards of every kind come back as they were', async () => {
  const store = await freshStore()
  const address = { kind: 'cloud', deviceId: 'photon', accessToken: 'secret', api: 'https://api.particle.io' } as const
  const transports = [
    { kind: 'tcp', host: 'esp32.local', port: 3030 },
    { kind: 'particle', address: { kind: 'direct', host: '192.168.1.20', port: 48_879 } },
    { kind: 'particle', address },
  ] as const
  for (const [n, transport] of transports.entries()) await store.boards.create({ ...board, id: `b-${n}`, transport })
  expect((await store.boards.all()).map(({ transport }) => transport)).toEqual(transports)
})
