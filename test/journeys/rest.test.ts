import { cleanUp, openHouse, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
})
afterAll(cleanUp)

const probe = { id: 'spare', name: 'Spare', board: 'arduino', driver: { kind: 'lm35', channel: 1 } }

describe('collections', () => {
  test('a thing is added, read, changed, listed and deleted', async () => {
    const created = await house.call('POST', '/sensors', probe)
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { ...probe, version: 1, staleAfter: 10, calibration: [] },
    })
    const changed = await house.call(
      'PUT',
      '/sensors/spare',
      { ...created.body, name: 'Better' },
      { 'If-Match': '"1"' },
    )
    expect(changed).toMatchObject({ status: 200, etag: '"2"', body: { name: 'Better' } })
    expect((await house.call('GET', '/sensors')).body.items.at(-1)).toEqual(changed.body)
    expect(await house.call('DELETE', '/sensors/spare', undefined, { 'If-Match': '"2"' })).toMatchObject({
      status: 204,
    })
    expect((await house.call('GET', '/sensors/spare')).status).toBe(404)
  })

  test.each([
    ['stands still', 99, 0],
    ['falls', 60, -10],
    ['hardly rises', 99, 1],
    ['rises beyond measure', 6, 100],
  ])('a calibration is refused under which what is shown %s while it gets warmer', async (_, measured, actual) => {
    const calibration = [
      { measured: 0.5, actual: 0 },
      { measured, actual },
    ]
    expect(await house.call('POST', '/sensors', { ...probe, calibration })).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/calibration', message: expect.stringContaining('in the same order') }] },
    })
  })

  test('lists come in pages', async () => {
    const first = await house.call('GET', '/sensors?limit=2')
    expect(first.body.items).toHaveLength(2)
    const second = await house.call('GET', `/sensors?limit=100&after=${first.body.next}`)
    expect(second.body).toMatchObject({ next: null })
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual([
      'beer',
      'air',
      'wort',
      'room',
      'kettle-level',
    ])
    const lost = await house.call('GET', '/sensors?after=gone')
    expect(lost).toMatchObject({ status: 400, body: { detail: expect.stringContaining('no sensor "gone" any more') } })
  })

  test('an unchanged thing is not sent again', async () => {
    const { etag } = await house.call('GET', '/vessels/kettle')
    expect(
      (await house.call('GET', '/vessels/kettle', undefined, { 'If-None-Match': etag!, 'Cache-Control': 'max-age=0' }))
        .status,
    ).toBe(304)
  })

  test('a lost update is refused, by header and by the version in the body', async () => {
    const { body } = await house.call('GET', '/profiles/ale')
    await house.call('PUT', '/profiles/ale', body)
    expect(await house.call('PUT', '/profiles/ale', body)).toMatchObject({ status: 412, body: { code: 'outdated' } })
    const { version: _, ...rest } = body
    expect((await house.call('PUT', '/profiles/ale', rest, { 'If-Match': '"1"' })).status).toBe(412)
    expect((await house.call('PUT', '/profiles/ale', rest, { 'If-Match': '"2"' })).status).toBe(200)
  })

  test('who means something new writes over nothing', async () => {
    const { body, etag } = await house.call('GET', '/vessels/kettle')
    const answer = await house.call('PUT', '/vessels/kettle', { name: 'New' }, { 'If-None-Match': '*' })
    expect(answer).toMatchObject({ status: 412, body: { detail: expect.stringContaining('POST does') } })
    expect(await house.call('GET', '/vessels/kettle')).toMatchObject({ body, etag })
  })
})

describe('bad input', () => {
  const relay = (pin: number, more = {}) => ({
    id: 'x',
    name: 'X',
    use: 'pump',
    board: 'arduino',
    driver: { kind: 'relay', pin },
    ...more,
  })

  test.each([
    ['GET', '/vessels/moon', undefined, 404, 'there is no vessel "moon"'],
    ['GET', '/nothing', undefined, 404, 'there is nothing at /api/v1/nothing'],
    ['DELETE', '/vessels', undefined, 405, 'DELETE is not possible here'],
    ['PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 'hot' }, 400, '/setPoint: '],
    ['PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 101 }, 400, 'outside the vessel'],
    ['PUT', '/vessels/kettle/mode', { kind: 'profile', profile: 'stout' }, 400, 'there is no profile "stout"'],
    ['PUT', '/vessels/kettle/mode', { kind: 'manual', output: -20 }, 409, 'has no cooler'],
    ['PUT', '/vessels/fermenter/mode', { kind: 'boil', power: 50 }, 409, 'it may not boil'],
    ['PUT', '/vessels/kettle/mode', { kind: 'off', setPoint: 20 }, 400, '/setPoint: there is no such field'],
    ['POST', '/sensors', { ...probe, board: 'mega' }, 409, 'add the board first'],
    ['POST', '/sensors', { ...probe, id: 'Beer Probe' }, 400, '/id: expected lower-case'],
    ['POST', '/sensors', { ...probe, id: 'beer' }, 409, 'beer'],
    [
      'POST',
      '/sensors',
      { ...probe, driver: { kind: 'tmp36', channel: 0 } },
      409,
      'A0 of board "arduino" is used by sensor "room"',
    ],
    ['POST', '/sensors', { ...probe, driver: { kind: 'ds18b20', pin: 2 } }, 409, 'a "rom" code of its own'],
    ['POST', '/actuators', relay(6), 409, 'pin 6 of board "arduino" is used by'],
    ['POST', '/actuators', relay(2), 409, 'pin 2 of board "arduino" is used by'],
    ['POST', '/actuators', relay(69), 409, 'which it cannot do; these can: '],
    [
      'POST',
      '/actuators',
      relay(4, { driver: { kind: 'pwm', pin: 4 } }),
      409,
      'as pwm, which it cannot do; these can: 3, 5, 6',
    ],
    ['POST', '/vessels', { id: 'sensors', name: 'S' }, 400, '/id: names a channel'],
    ['POST', '/vessels', { id: 'v', name: 'V', heater: 'element' }, 409, 'used by vessel "kettle"'],
    ['POST', '/vessels', { id: 'v', name: 'V', heater: 'pump' }, 409, 'that is a pump'],
    ['DELETE', '/boards/arduino', undefined, 409, 'board'],
    ['DELETE', '/profiles/ale', undefined, 409, 'ale'],
    ['PUT', '/actuators/element/output', { output: 100 }, 409, 'driven by vessel "kettle"'],
    ['PUT', '/sensors/beer', { ...probe, id: 'bier' }, 400, 'an id cannot be changed'],
    ['GET', '/readings/kettle.output?buckets=0', undefined, 400, '/buckets: '],
    ['GET', '/logs?before=', undefined, 400, '/before: '],
    ['GET', '/alarm-journal?before=%20', undefined, 400, '/before: '],
    ['GET', '/readings/kettle.output?to=', undefined, 400, '/to: '],
    ['GET', '/logs?limit=ten', undefined, 400, '/limit: '],
    ['GET', '/logs?limit=1&limit=2', undefined, 400, '/limit: '],
    ['GET', '/boards/arduino/probes?pin=', undefined, 400, '/pin: '],
    ['GET', '/readings/kettle.temperature', undefined, 404, 'GET /api/v1/readings lists'],
    ['GET', '/readings/sensors.none?buckets=9', undefined, 404, 'there is no series "sensors.none"'],
    ['GET', '/readings/none/export', undefined, 404, 'there is no series "none"'],
    ['GET', '/channels/unheard', undefined, 404, 'nothing was published'],
    ['POST', '/channels/data.kettle', {}, 403, "is the brewery's own"],
    ['POST', '/channels/a%20b', {}, 400, 'expected words'],
  ])('%s %s %j → %d', async (method, path, body, status, detail) => {
    const answer = await house.call(method, path, body)
    expect(answer).toMatchObject({ status, body: { status, detail: expect.stringContaining(detail) } })
  })

  test('a body that is no JSON, of another type, or too large', async () => {
    const send = (body: string, type = 'application/json') =>
      fetch(`${house.url}/api/v1/channels/x`, { method: 'POST', body, headers: { 'Content-Type': type } })
    const broken = await send('{"a":')
    expect(broken.status).toBe(400)
    expect(broken.headers.get('content-type')).toMatch('application/problem+json')
    expect(await broken.json()).toMatchObject({ detail: expect.stringContaining('not valid JSON') })
    expect((await send('{}', 'text/plain')).status).toBe(415)
    expect((await send(JSON.stringify('x'.repeat(1_100_000)))).status).toBe(413)
    expect((await send('5')).status).toBe(200)
    const nothing = await send('')
    expect([nothing.status, await nothing.json()]).toMatchObject([400, { detail: 'the body is empty: expected JSON' }])
    expect((await house.call('GET', '/channels/x')).body.data).toBe(5)
  })

  test('a body that may be left out is read when it comes in chunks', async () => {
    const search = (text: string) =>
      fetch(`${house.url}/api/v1/vessels/kettle/autotune`, {
        method: 'POST',
        body: new Blob([text]).stream(),
        duplex: 'half',
        headers: { 'Content-Type': 'application/json' },
      } as RequestInit)
    expect(await (await search('{"ruler":"ziegler"}')).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('/ruler: there is no such field'),
    })
  })

  test('a set point that is refused changes nothing', async () => {
    const before = await house.call('GET', '/vessels/kettle/mode')
    await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: -300 })
    expect(await house.call('GET', '/vessels/kettle/mode')).toEqual(before)
  })

  test('pages of other origins and foreign host names get nothing done', async () => {
    const { request } = await import('node:http')
    const status = (headers: Record<string, string>, method = 'PUT') =>
      new Promise(resolve => {
        const url = new URL(`${house.url}/api/v1/vessels/kettle/mode`)
        const sent = request(url, { method, headers: { 'Content-Type': 'application/json', ...headers } }, r =>
          resolve(r.resume().statusCode),
        )
        sent.end('{"kind":"off"}')
      })
    const { host } = new URL(house.url)
    expect(await status({ Host: host, Origin: 'http://evil.example' })).toBe(403)
    expect(await status({ Host: 'evil.example' })).toBe(421)
    expect(await status({ Host: 'evil.example:fake@localhost' })).toBe(421)
    expect(await status({ Host: host, Origin: `http://${host}` })).toBe(200)
  })
})

describe('things that move', () => {
  test('a pump is switched by hand at once', async () => {
    const relays = () => house.simulations.of('arduino')!.relays
    expect(await house.call('PUT', '/actuators/pump/output', { output: 0 })).toMatchObject({
      status: 200,
      body: { output: 0 },
    })
    await house.until(() => !relays().kettlePump.isClosed)
    await house.call('PUT', '/actuators/pump/output', { output: 100 })
    await house.until(() => relays().kettlePump.isClosed)
    expect((await house.call('GET', '/actuators/pump/state')).body).toMatchObject({ output: 100, vessel: null })
  })

  test('a set point moves the pin of the element', async () => {
    const element = () => house.simulations.of('arduino')!.relays.kettleElement.isDriven
    await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 20 })
    await house.until(() => !element(), 3000)
    await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 80 })
    await house.until(element, 3000)
  })

  test('a sensor and a vessel added now measure now, and are gone when deleted', async () => {
    const driver = { kind: 'channel', channel: 'cellar', unit: 'celsius' }
    await house.call('POST', '/sensors', { id: 'spare', name: 'Spare', driver })
    await house.call('POST', '/vessels', { id: 'tank', name: 'Tank', sensor: 'spare' })
    for (const value of [18, 18.1]) await house.call('POST', '/channels/cellar', value)
    await house.until(() => house.brewery.vessel('tank').quality === 'good')
    expect((await house.call('GET', '/vessels/tank/state')).body).toMatchObject({ activity: 'off', quality: 'good' })
    expect(await house.call('DELETE', '/sensors/spare')).toMatchObject({
      status: 409,
      body: { detail: 'The sensor spare is used by the vessel tank.' },
    })
    await house.call('DELETE', '/vessels/tank')
    expect((await house.call('GET', '/channels/data.tank')).status).toBe(404)
    expect((await house.call('DELETE', '/sensors/spare')).status).toBe(204)
  })

  test('a change beside it leaves a running heater alone', async () => {
    const plants = house.simulations.of('arduino')!
    await house.call('PUT', '/vessels/kettle/mode', { kind: 'manual', output: 100 })
    await house.until(() => plants.relays.kettleElement.isDriven)
    let moved = false
    const watching = house.clock.every(5, () => {
      moved ||= !plants.relays.kettleElement.isDriven
    })
    await house.call('POST', '/sensors', { ...probe, driver: { kind: 'digital', pin: 4 } })
    await house.clock.advance(3000)
    await house.call('DELETE', '/sensors/spare')
    await house.clock.advance(3000)
    watching()
    expect(moved).toBe(false)
  })

  test('probes on a pin are found', async () => {
    const found = house.call('GET', '/boards/arduino/probes?pin=2')
    let items: string[] = []
    void found.then(({ body }) => {
      items = body.items
    })
    await house.until(() => items.length > 0)
    expect(items).toHaveLength(3)
  })
})

test('history, log and alarms are read back', async () => {
  await house.clock.advance(5000)
  const { body } = await house.call('GET', '/readings/sensors.beer?limit=3')
  expect(body.points).toHaveLength(3)
  expect(
    (await house.call('GET', `/readings/sensors.beer?limit=3&from=${body.next}`)).body.points[0].at,
  ).toBeGreaterThan(body.points[2].at)
  // A vessel that was never told a set point has none yet.
  await house.call('POST', '/vessels', { id: 'spare', name: 'Spare' })
  expect((await house.call('GET', '/readings/spare.setPoint')).body).toMatchObject({ points: [] })
  const log = await house.call('GET', '/logs?source=vessel%20kettle&limit=1')
  expect(log.body.items[0]).toMatchObject({ source: 'vessel kettle', level: 'info', message: 'manual output 100 %' })
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
})

test('the OpenAPI document describes every route with schemas that exist', async () => {
  const { body } = await house.call('GET', '/openapi.json')
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/v1/vessels/{id}/mode', '/api/v1/readings/{series}', '/api/v1/channels/{name}']),
  )
  const references = JSON.stringify(body).match(/"#\/components\/schemas\/\w+"/g) ?? []
  expect(references.length).toBeGreaterThan(50)
  for (const reference of new Set(references)) expect(body.components.schemas).toHaveProperty(reference.slice(22, -1))
})
