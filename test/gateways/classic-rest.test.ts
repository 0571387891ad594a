import { cleanUp, openHouse, type TestHouse } from '../journeys/house.ts'
import { ask, frame, oldClient } from './classic-client.ts'

let house: TestHouse
let client: Awaited<ReturnType<typeof oldClient>>

beforeEach(async () => {
  house = await openHouse({ demo: false })
  client = await oldClient(house.url)
  await client.subscribe('_profiles', '_iocontrollers', '_appsettings')
})
afterEach(cleanUp)

const get = (path: string) => ask(house.url + path)
const post = (path: string, body: unknown) => ask(house.url + path, 'POST', body)
const remove = (path: string) => ask(house.url + path, 'DELETE')
const success = '200 {"status":"success"}'
const notFound = '404 {"error":"Not found"}'

describe('controllers', () => {
  test('are created, listed, updated and deleted, and old clients hear of it', async () => {
    expect(await get('/iocontrollers')).toBe('200 {"controllers":[]}')
    const body = { name: 'BrewPi One', address: '10.0.0.5', port: 1234, socket: '/tmp/brewpi.socket', more: 1 }
    expect(await post('/iocontrollers', body)).toBe(success)
    const one = '{"id":1,"name":"BrewPi One","address":"10.0.0.5","port":"1234","socket":"/tmp/brewpi.socket"}'
    expect(await get('/iocontrollers')).toBe(`200 {"controllers":[${one}]}`)
    expect(await get('/iocontroller/1')).toBe(`200 {"controller":${one}}`)
    expect(await post('/iocontroller/1', { id: 9, name: 'Two', socket: null })).toBe(success)
    const two = '{"id":1,"name":"Two","address":"10.0.0.5","port":"1234","socket":null}'
    expect(await get('/iocontroller/1')).toBe(`200 {"controller":${two}}`)
    expect(await remove('/iocontroller/1')).toBe(success)
    expect(await get('/iocontrollers')).toBe('200 {"controllers":[]}')
    const event = (payload: string) => frame('_iocontrollers', `{"channel":"_iocontrollers","payload":${payload}}`)
    expect(await client.until('_iocontrollers', 3)).toEqual([
      event(`{"eventType":"create","controller":${one}}`),
      event(`{"eventType":"update","controller":${two}}`),
      event('{"eventType":"delete","controllerId":"1"}'),
    ])
  })

  test('a blank one is good, and a number is never used twice', async () => {
    expect(await post('/iocontrollers', { name: 'New Controller' })).toBe(success)
    await remove('/iocontroller/1')
    await post('/iocontrollers', { name: 'New Controller' })
    expect(await get('/iocontrollers')).toBe(
      '200 {"controllers":[{"id":2,"name":"New Controller","address":null,"port":null,"socket":null}]}',
    )
  })
})

test('vessels are listed before the BrewPis; their name can be changed, and they are not deleted', async () => {
  await post('/iocontrollers', { name: 'BrewPi One' })
  await house.call('POST', '/vessels', { id: 'tank', name: 'Tank' })
  const tank = '{"id":1001,"name":"Tank","address":null,"port":null,"socket":null}'
  const brewPi = '{"id":1,"name":"BrewPi One","address":null,"port":null,"socket":null}'
  const event = (payload: string) => frame('_iocontrollers', `{"channel":"_iocontrollers","payload":${payload}}`)
  expect((await client.until('_iocontrollers', 2)).at(-1)).toBe(event(`{"eventType":"create","controller":${tank}}`))
  expect(await get('/iocontrollers')).toBe(`200 {"controllers":[${tank},${brewPi}]}`)
  expect(await get('/iocontroller/1001')).toBe(`200 {"controller":${tank}}`)

  expect(await post('/iocontroller/1001', { name: 'Barrel', address: '10.0.0.5', socket: '/tmp/x' })).toBe(success)
  const barrel = tank.replace('Tank', 'Barrel')
  expect((await client.until('_iocontrollers', 3)).at(-1)).toBe(event(`{"eventType":"update","controller":${barrel}}`))
  expect((await house.call('GET', '/vessels/tank')).body.name).toBe('Barrel')
  expect(await remove('/iocontroller/1001')).toMatch(/^409 .*Barrel is a vessel/)
  expect(await get('/iocontroller/1001')).toBe(`200 {"controller":${barrel}}`)

  await house.call('DELETE', '/vessels/tank')
  expect((await client.until('_iocontrollers', 4)).at(-1)).toBe(event('{"eventType":"delete","controllerId":"1001"}'))
  expect(await get('/iocontrollers')).toBe(`200 {"controllers":[${brewPi}]}`)
})

describe('profiles', () => {
  const asked = {
    name: 'Ale',
    type: 'Fermentation',
    temperatures: [
      { days: '0', temperature: '65.5', date: '2026-11-20T09:36:43' },
      { days: '2.5', temperature: 68, date: '' },
    ],
    events: [{ days: '1', date: '', eventText: 'Dry hop' }],
  }
  const points =
    '"temperatures":[{"profileId":1,"days":0,"date":"2026-11-20T09:36:43","temperature":65.5},{"profileId":1,"days":2.5,"date":"","temperature":68}]'
  const events = '"events":[{"profileId":1,"days":1,"date":"","eventText":"Dry hop"}]'
  const event = (payload: string) => frame('_profiles', `{"channel":"_profiles","payload":${payload}}`)

  test('are created, listed, updated and deleted, and old clients hear of it', async () => {
    expect(await get('/profiles')).toBe('200 {"profiles":[]}')
    expect(await post('/profiles', asked)).toBe(success)
    const one = `{"id":1,"name":"Ale","type":"Fermentation",${points},${events}}`
    expect(await get('/profiles')).toBe(`200 {"profiles":[${one}]}`)
    expect(await get('/profile/1')).toBe(`200 {"profile":${one}}`)
    expect(await post('/profile/1', { ...asked, id: 1, name: 'Better', type: 'Lager', events: [] })).toBe(success)
    expect(await get('/profile/1')).toBe(
      `200 {"profile":{"id":1,"name":"Better","type":"Lager",${points},"events":[]}}`,
    )
    expect(await remove('/profile/1')).toBe(success)
    expect(await client.until('_profiles', 3)).toEqual([
      event(`{"eventType":"create","profile":{"id":1,"name":"Ale",${points},${events}}}`),
      event(`{"eventType":"update","profile":{"id":1,"name":"Better",${points},"events":[]}}`),
      event('{"eventType":"delete","profileId":"1"}'),
    ])
  })

  test('are our profiles', async () => {
    await post('/profiles', asked)
    expect((await house.call('GET', '/profiles/ale')).body).toMatchObject({
      by: 'elapsed',
      points: [
        { at: 0, temperature: 65.5 },
        { at: 216_000, temperature: 68, approach: 'ramp' },
      ],
      events: [{ at: 86_400, text: 'Dry hop' }],
    })
    const { body } = await house.call('GET', '/profiles/ale')
    await house.call('PUT', '/profiles/ale', { ...body, points: [{ at: 43_200, temperature: 12 }], events: [] })
    const half = '"temperatures":[{"profileId":1,"days":0.5,"date":"","temperature":12}]'
    expect(await get('/profile/1')).toBe(
      `200 {"profile":{"id":1,"name":"Ale","type":"Fermentation",${half},"events":[]}}`,
    )
    await house.call('POST', '/profiles', { id: 'ours', name: 'Ours', points: [{ at: 0, temperature: 5 }] })
    expect(await get('/profile/2')).toMatch('"name":"Ours"')
    await house.call('DELETE', '/profiles/ours')
    expect((await client.until('_profiles', 4)).at(-1)).toBe(event('{"eventType":"delete","profileId":"2"}'))
  })

  test('are in the unit of the house, and come back as they were sent', async () => {
    const { body } = await house.call('GET', '/settings')
    await house.call('PUT', '/settings', { ...body, unit: 'fahrenheit' })
    await post('/profiles', asked)
    expect((await house.call('GET', '/profiles/ale')).body.points[1].temperature).toBeCloseTo(20, 9)
    expect(await get('/profile/1')).toMatch(points)
  })

  test('survive a restart with their dates and types, and two of a name are two', async () => {
    await post('/profiles', asked)
    await post('/profiles', { name: 'Ale' })
    const before = await get('/profiles')
    expect(before).toMatch('{"id":2,"name":"Ale","type":"Fermentation","temperatures":[],"events":[]}')
    await house.close()
    house = await openHouse({ demo: false, folder: house.folder })
    expect(await get('/profiles')).toBe(before)
  })

  test.each([
    [{ ...asked, temperatures: [{ days: 'x', temperature: 1 }] }, '/temperatures/0/days'],
    [{ ...asked, temperatures: [{ days: 1 }] }, '/temperatures/0/temperature'],
    [{ ...asked, temperatures: [{ temperature: 1 }] }, 'needs its days, or each its date'],
    [{ ...asked, temperatures: [{ days: 1, temperature: 1, date: '2026-02-30' }] }, 'expected a date such as'],
    [{ ...asked, temperatures: [{ days: 1, temperature: 500 }] }, '/points/0/temperature'],
    [{ ...asked, name: ' ' }, '/name'],
    [[], 'profile is not valid'],
    ['{', 'not valid JSON'],
  ])('%j is refused in words', async (body, words) => {
    const answer = await post('/profiles', body)
    expect(answer).toMatch(/^400 /)
    expect(answer).toContain(words)
    expect(await get('/profiles')).toBe('200 {"profiles":[]}')
  })

  test('one that a vessel follows is neither deleted nor emptied', async () => {
    await post('/profiles', { ...asked, temperatures: [{ days: 0, temperature: 20 }] })
    await house.call('POST', '/vessels', { id: 'tank', name: 'Tank' })
    await house.call('PUT', '/vessels/tank/mode', { kind: 'profile', profile: 'ale' })
    expect(await remove('/profile/1')).toMatch(/^409 .*used by the vessel tank/)
    expect(await post('/profile/1', { temperatures: [] })).toMatch(/^409 .*Tank follows Ale/)
    expect(await get('/profile/1')).toMatch(/"days":0,"date":"","temperature":20}/)
    expect(await post('/profile/1', { temperatures: [{ days: 0, temperature: 12 }] })).toBe(success)
    expect((await house.call('GET', '/profiles/ale')).body.points).toMatchObject([{ temperature: 12 }])
  })
})

describe('settings', () => {
  const event = (settings: string) =>
    frame('_appsettings', `{"channel":"_appsettings","payload":{"eventType":"change","settings":[${settings}]}}`)

  test('are a list of names and values, and old clients hear of a change', async () => {
    expect(await get('/appsettings')).toBe('200 {"appsettings":[]}')
    expect(await post('/appsettings', [{ name: 'a', value: 'b' }])).toBe(success)
    expect(await get('/appsettings')).toBe('200 {"appsettings":[{"name":"a","value":"b"}]}')
    expect(await post('/appsettings', [{ name: 'c' }, { name: 'a', value: 5 }])).toBe(success)
    expect(await get('/appsettings')).toBe('200 {"appsettings":[{"name":"a","value":"5"},{"name":"c","value":null}]}')
    expect(await client.until('_appsettings', 2)).toEqual([
      event('{"name":"a","value":"b"}'),
      event('{"name":"c","value":null},{"name":"a","value":"5"}'),
    ])
    expect(await post('/appsettings', { name: 'a', value: 'b' })).toMatch(/^400 /)
  })

  test('those with a name of ours are ours where they can be', async () => {
    const list = [
      { name: 'Brewery Name', value: 'Sud' },
      { name: 'theme', value: 'Dark' },
      { name: 'unit', value: 'kelvin' },
      { name: 'logo', value: 'data:image/png;base64,AAAA' },
    ]
    await post('/appsettings', list)
    const { body } = await house.call('GET', '/settings')
    expect(body).toMatchObject({ breweryName: 'Sud', theme: 'dark', unit: 'celsius' })
    expect(await get('/appsettings')).toBe(`200 ${JSON.stringify({ appsettings: list })}`)
    await house.call('PUT', '/settings', { ...body, theme: 'light' })
    expect(await get('/appsettings')).toMatch('{"name":"theme","value":"light"}')
    expect(await client.until('_appsettings', 2)).toEqual([
      event(JSON.stringify(list).slice(1, -1)),
      event('{"name":"theme","value":"light"}'),
    ])
  })
})

test.each(['/profile/', '/iocontroller/'])('%s… that is not there', async path => {
  for (const id of ['1', '0', 'x', '-1', '1e3', '99999999999999999999']) {
    expect(await get(path + id)).toBe(notFound)
    expect(await post(path + id, { name: 'x' })).toBe(notFound)
    expect(await remove(path + id)).toBe(notFound)
  }
  expect(await ask(`${house.url}${path}1`, 'PUT', {})).toMatch(/^405 /)
})
