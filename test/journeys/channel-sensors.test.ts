import { jest } from '@jest/globals'
import { cleanUp, connect, openHouse, type TestHouse } from './house.ts'

// Virtual time is fast, but not on a busy machine.
jest.setTimeout(60_000)

let house: TestHouse

const quarter = 15 * 60_000
const hydrometer = {
  id: 'ispindel',
  name: 'iSpindel',
  driver: { kind: 'channel', channel: 'fermenter.ispindel', pointer: '/temperature' },
}
const channel = (name: string) => ({ ...hydrometer, driver: { ...hydrometer.driver, channel: name } })
const tell = (data: unknown, channel = 'fermenter.ispindel') => house.call('POST', `/channels/${channel}`, data)
const reading = async (id = 'ispindel') => (await house.call('GET', `/channels/data.sensors.${id}`)).body.data

describe('from the first message to the last', () => {
  beforeEach(async () => {
    house = await openHouse({ demo: false })
  })
  afterEach(cleanUp)

  test('what a device posts is a reading: published, recorded, and gone by', async () => {
    const created = await house.call('POST', '/sensors', hydrometer)
    expect(created).toMatchObject({ status: 201, body: { board: null, driver: { unit: 'celsius' }, staleAfter: 3600 } })
    await house.call('POST', '/vessels', { id: 'fermenter', name: 'Fermenter', sensor: 'ispindel' })
    await tell({ name: 'iSpindel', temperature: 18.5, temp_units: 'C', gravity: 1.048 })
    expect(await reading()).toEqual({ sensor: 'ispindel', at: house.clock.now(), value: 18.5, quality: 'good' })
    expect(house.brewery.vessel('fermenter')).toMatchObject({ processValue: 18.5, quality: 'stale' })

    // Between two messages it neither counts as stale nor asks for a third.
    await house.clock.advance(quarter)
    await tell({ temperature: '18.6' })
    for (let wait = 0; wait < 3; wait++) {
      await house.clock.advance(quarter)
      expect(house.brewery.vessel('fermenter')).toMatchObject({ processValue: 18.6, quality: 'good' })
    }
    const { body } = await house.call('GET', '/readings/sensors.ispindel')
    expect(body.points.map(({ value }: { value: number }) => value)).toEqual([18.5, 18.6])
  })

  test('it grows stale when nothing comes any more, and needs two messages again', async () => {
    await house.call('POST', '/sensors', { ...hydrometer, staleAfter: 60 })
    await house.call('POST', '/vessels', { id: 'tank', name: 'Tank', sensor: 'ispindel' })
    await house.call('PUT', '/vessels/tank/mode', { kind: 'constant', setPoint: 4 })
    for (const temperature of [4, 5]) {
      await tell({ temperature })
      await house.clock.advance(30_000)
    }
    expect(house.brewery.vessel('tank')).toMatchObject({ quality: 'good' })
    await house.clock.advance(40_000)
    expect(await reading()).toMatchObject({
      value: 5,
      quality: 'stale',
      reason: 'nothing came on channel "fermenter.ispindel" for more than 60 s',
    })
    expect(house.brewery.vessel('tank')).toMatchObject({ quality: 'stale', activity: 'fault' })
    expect((await house.call('GET', '/alarms')).body.items).toMatchObject([{ id: 'sensor.ispindel' }])
    await tell({ temperature: 6 })
    expect(house.brewery.vessel('tank')).toMatchObject({ quality: 'stale' })
    await house.clock.advance(30_000)
    await tell({ temperature: 6 })
    expect(house.brewery.vessel('tank')).toMatchObject({ quality: 'good', processValue: 6 })
  })

  test('a WebSocket client and a message from before the sensor are heard alike', async () => {
    await tell({ temperature: 20 })
    await house.call('POST', '/sensors', hydrometer)
    expect(await reading()).toMatchObject({ value: 20, quality: 'good' })
    const client = await connect(house.url)
    client.send({ action: 'publish', channel: 'fermenter.ispindel', data: { temperature: 21 }, id: 1 })
    await client.until(heard => heard.find(({ action }) => action === 'published'))
    expect(await reading()).toMatchObject({ value: 21 })
    // What is published below is somebody else's.
    await tell({ temperature: 30 }, 'fermenter.ispindel.battery')
    expect(await reading()).toMatchObject({ value: 21 })
  })

  test('calibration, pointer and channel are changed while it runs, and it is gone when deleted', async () => {
    const { body } = await house.call('POST', '/sensors', hydrometer)
    await tell({ temperature: 20, aux: 10 })
    const calibrated = await house.call('PUT', '/sensors/ispindel', {
      ...body,
      calibration: [{ measured: 0.5, actual: 0 }],
    })
    expect(await reading()).toMatchObject({ value: 19.5 })
    const moved = { ...calibrated.body, driver: { ...body.driver, pointer: '/aux' } }
    delete moved.version
    await house.call('PUT', '/sensors/ispindel', moved)
    expect(await reading()).toMatchObject({ value: 9.5 })
    await house.call('PUT', '/sensors/ispindel', { ...moved, driver: { ...moved.driver, channel: 'elsewhere' } })
    await tell({ aux: 1 })
    expect(await reading()).toMatchObject({ value: 9.5 })
    await tell({ aux: 2 }, 'elsewhere')
    expect(await reading()).toMatchObject({ value: 1.5 })
    await house.call('DELETE', '/sensors/ispindel')
    await tell({ aux: 3 }, 'elsewhere')
    expect((await reading())?.value).not.toBe(2.5)
  })

  test('after a restart it hears again', async () => {
    await house.call('POST', '/sensors', hydrometer)
    await house.close()
    house = await openHouse({ folder: house.folder, clock: house.clock })
    await tell({ temperature: 17 })
    expect(await reading()).toMatchObject({ value: 17, quality: 'good' })
  })

  test('a vessel cannot take the name of a channel that is heard', async () => {
    expect((await house.call('POST', '/sensors', channel('data.tilt'))).status).toBe(201)
    expect(await house.call('POST', '/vessels', { id: 'tilt', name: 'Tilt' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('sensor "ispindel" cannot hear channel "data.tilt"') },
    })
  })
})

describe('what is in a message', () => {
  beforeAll(async () => {
    house = await openHouse({ demo: false })
    await house.call('POST', '/vessels', { id: 'kettle', name: 'Kettle' })
  })
  afterAll(cleanUp)

  const deep = { 'a/b': [{ 'm~n': 7 }] }

  test.each([
    ['', 'celsius', 18.5, 18.5],
    ['/t', 'fahrenheit', { t: 68 }, 20],
    ['/t', 'kelvin', { t: '293.15' }, 20],
    ['/gravity', 'none', { gravity: 1.048 }, 1.048],
    // Behind something that is no temperature: no liquid falls from 18.5 to −15 °C at once.
    ['', 'celsius', ' -1.5e1 ', -15],
    ['/a~1b/0/m~0n', 'celsius', deep, 7],
    ['/t', 'celsius', { t: 500 }, '/t on channel "fermenter.ispindel" is 500, which is no temperature'],
    ['/t', 'celsius', { T: 5 }, 'has nothing at /t'],
    ['/t', 'celsius', 'warm', 'has nothing at /t'],
    ['/a~1b/00', 'celsius', deep, 'has nothing at'],
    ['/length', 'celsius', [1], 'has nothing at /length'],
    ['/constructor', 'celsius', {}, 'has nothing at /constructor'],
    ['', 'celsius', 'warm', 'is "warm": expected a number'],
    ['', 'celsius', '18,5', 'is "18,5": expected a number'],
    ['', 'celsius', '', 'is "": expected a number'],
    ['', 'celsius', '0x10', 'expected a number'],
    ['', 'none', '1e999', 'expected a number'],
    ['', 'celsius', null, 'is null: expected a number'],
    ['', 'celsius', true, 'is true: expected a number'],
    ['', 'celsius', { temperature: 'x'.repeat(100) }, `is {"temperature":"${'x'.repeat(24)}…: expected a number`],
  ])('%j in %s of %j is %j', async (pointer, unit, data, expected) => {
    await house.call('POST', '/sensors', { ...hydrometer, driver: { ...hydrometer.driver, pointer, unit } })
    await tell(data)
    const heard = await reading()
    await house.call('DELETE', '/sensors/ispindel')
    if (typeof expected === 'number')
      expect(heard).toMatchObject({ value: expect.closeTo(expected, 9), quality: 'good' })
    else expect(heard).toMatchObject({ value: null, quality: 'bad', reason: expect.stringContaining(expected) })
  })

  test.each([
    [{ ...hydrometer, staleAfter: 1_209_601 }, 400, '/staleAfter: '],
    [{ ...hydrometer, board: 'arduino' }, 409, 'hangs on no board: leave "board" out'],
    [{ ...hydrometer, driver: { kind: 'lm35', channel: 1 } }, 409, 'sensor "ispindel" needs a board'],
    [channel('data.sensors.ispindel'), 409, "is the brewery's own"],
    [channel('data.kettle'), 409, "is the brewery's own"],
    [channel('configuration'), 409, "is the brewery's own"],
    [channel('a b'), 400, '/driver/channel: expected words'],
    [
      { ...hydrometer, driver: { ...hydrometer.driver, pointer: 'temperature' } },
      400,
      '/driver/pointer: expected a JSON',
    ],
    [{ ...hydrometer, driver: { ...hydrometer.driver, pointer: '/a~2' } }, 400, '/driver/pointer: expected a JSON'],
    [{ ...hydrometer, driver: { ...hydrometer.driver, unit: 'rankine' } }, 400, '/driver/unit: '],
  ])('%j → %d', async (body, status, detail) => {
    expect(await house.call('POST', '/sensors', body)).toMatchObject({
      status,
      body: { detail: expect.stringContaining(detail) },
    })
  })
})
