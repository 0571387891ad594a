import { WebSocket } from 'ws'
import { cleanUp, openHouse, type TestHouse } from '../journeys/house.ts'
import { ask, frame, oldClient, ping, post, subscribe } from './classic-client.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse({ demo: false })
})
afterAll(cleanUp)

const data =
  '{"channel":"data","payload":{"controllerId":1,"controllerName":"BrewPi One","fridge":"65.3","fridgeSet":null,"beer":"64.4","beerSet":null,"room":"65.2","status":"Idling for  11h02m02"}}'

test.each([
  ['alarms', '{"channel":"alarms","payload":{"acknowledge":true}}'],
  ['data', data],
  [
    'logs',
    '{"channel":"logs","payload":{"entries":[{"source":"system","code":1001,"msg":"communication with controller 3 re-established"}, {"source":"controller_1::chamber_1","msg":"Changed to profile mode"}]}}',
  ],
  ['_profiles', '{"channel":"_profiles","payload":{"eventType":"delete","profileId":"1"}}'],
  ['_iocontrollers', '{"channel": "_iocontrollers"}'],
  ['_appsettings', 'any & all + % text'],
])('what is posted on %s is heard exactly so, once', async (channel, text) => {
  const client = await oldClient(house.url)
  await client.subscribe(channel, channel)
  expect(await post(house.url, channel, text)).toBe('200 Posted')
  await client.say()
  expect(client.on(channel)).toEqual([frame(channel, text)])
})

test.each([
  ['POST', '/publish', 'data=1&channel=chart', '200 Unsupported channel: chart'],
  ['POST', '/publish', 'data=1&channel=_heartbeat', '200 Unsupported channel: _heartbeat'],
  ['POST', '/publish?data=1&channel=data', undefined, '200 Posted'],
  ['POST', '/publish?channel=data', 'data=%7B%22a%22%3A1%7D', '200 Posted'],
  ['POST', '/publish?channel=data', 'data=1&channel=lcd&channel=chart', '200 Unsupported channel: chart'],
  ['POST', '/publish', 'channel=data', /^400 .*missing argument data/],
  ['POST', '/publish', 'data=1', /^400 .*missing argument channel/],
  ['POST', '/publish', undefined, /^400 .*missing argument/],
  ['POST', '/publish', { data: '1', channel: 'data' }, /^400 .*missing argument/],
  ['POST', '/publish', 'data[a]=1&channel=data', /^400 .*missing argument data/],
  ['POST', '/publish', `channel=data&data=${'x'.repeat(300_000)}`, /^413 .*larger than 256kb/],
  ['GET', '/publish?data=1&channel=data', undefined, /^405 /],
  ['PUT', '/publish', 'data=1&channel=data', /^405 /],
])('%s %s %j', async (method, path, body, answer) => {
  const got = await ask(house.url + path, method, body)
  if (typeof answer === 'string') expect(got).toBe(answer)
  else expect(got).toMatch(answer)
})

test('temperatures of a BrewPi come into the house as readings', async () => {
  await post(house.url, 'data', data)
  expect((await house.call('GET', '/channels/data.classic.1')).body.data).toEqual({
    controller: 1,
    name: 'BrewPi One',
    fridge: 65.3,
    fridgeSet: null,
    beer: 64.4,
    beerSet: null,
    room: 65.2,
    status: 'Idling for  11h02m02',
  })
  expect((await house.call('GET', '/channels/data.classic.1.beer')).body.data).toEqual({
    sensor: 'classic-1-beer',
    at: house.clock.now(),
    value: 64.4,
    quality: 'good',
  })
  await post(house.url, 'data', data.replace('"65.2"', '"--.-"'))
  expect((await house.call('GET', '/channels/data.classic.1.room')).body.data).toMatchObject({
    value: null,
    quality: 'bad',
  })
})

test('chambers of the version of 2013, too', async () => {
  const variables = { sp: 65, pv: '64.2', sp2: null, pv2: 70 }
  const chamber = { id: 3, name: 'Lager', variables, mode: 'Profile', state: 'Heating', time: 364 }
  const payload = { controllers: [{ id: 2, name: 'Two', chambers: [chamber] }] }
  await post(house.url, 'data', JSON.stringify({ channel: 'data', payload }))
  expect((await house.call('GET', '/channels/data.classic.2.3')).body.data).toEqual({
    ...{ controller: 2, chamber: 3, name: 'Lager', sp: 65, pv: 64.2, sp2: null, pv2: 70 },
    ...{ mode: 'Profile', state: 'Heating', time: 364 },
  })
  expect((await house.call('GET', '/channels/data.classic.2.3.pv')).body.data).toMatchObject({ value: 64.2 })
})

test('an alarm of a script goes when a brewer acknowledges it', async () => {
  const alarm = { source: 'system', code: 1001, msg: 'Setpoint not reached within timelimit' }
  await post(house.url, 'alarms', JSON.stringify({ channel: 'alarms', payload: { alarms: [alarm] } }))
  expect(await house.call('POST', '/alarms/acknowledge', {})).toMatchObject({ status: 200 })
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
})

test('nobody is kept from acknowledging by a character that not every database keeps', async () => {
  const house = await openHouse({ demo: false })
  const alarm = { source: 'sys\0tem', code: 1001, msg: 'too\0 warm' }
  await post(house.url, 'alarms', JSON.stringify({ channel: 'alarms', payload: { alarms: [alarm] } }))
  const standing = { id: 'classic.system.1001.too warm', source: 'system', message: 'too warm' }
  expect((await house.call('POST', '/alarms/acknowledge', { by: 'A\0nn' })).body.items).toMatchObject([
    { ...standing, acknowledgedBy: 'Ann' },
  ])
})

test.each([
  ['comes in two, where its id ends', `${'x'.repeat(82)}😀 too warm`],
  ['is only half there', '\ud83d too warm'],
])('an alarm with a character that %s goes by an id that an address can hold', async (_, msg) => {
  const house = await openHouse({ demo: false })
  const alarm = { source: 'sys', code: 1001, msg }
  await post(house.url, 'alarms', JSON.stringify({ channel: 'alarms', payload: { alarms: [alarm] } }))
  const [{ id }] = (await house.call('GET', '/alarms')).body.items
  expect((await house.call('POST', `/alarms/${encodeURIComponent(id)}/acknowledge`, {})).body).toMatchObject({ id })
})

test('alarms of a script are raised in the house until an old client acknowledges', async () => {
  const client = await oldClient(house.url)
  await client.subscribe('alarms', 'logs')
  const alarm = { source: 'system', code: 1001, msg: 'communication error with controller: Lager Chamber' }
  await post(house.url, 'alarms', JSON.stringify({ channel: 'alarms', payload: { alarms: [alarm] } }))
  expect((await house.call('GET', '/alarms')).body.items).toMatchObject([
    { active: true, source: 'system', message: alarm.msg },
  ])
  await post(house.url, 'alarms', '{"channel":"alarms","payload":{"acknowledge":true}}')
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
  await client.say()
  expect(client.on('alarms')).toHaveLength(2)
})

test('alarms of a script outlive the house, and go as before when somebody acknowledges', async () => {
  const alarm = { source: 'system', code: 1001, msg: 'communication error with controller: Ale Chamber' }
  const text = JSON.stringify({ channel: 'alarms', payload: { alarms: [alarm] } })
  const first = await openHouse({ demo: false })
  const items = async ({ call }: TestHouse) => (await call('GET', '/alarms')).body.items
  await post(first.url, 'alarms', text)
  await first.close()

  const second = await openHouse({ folder: first.folder })
  expect(await items(second)).toMatchObject([{ state: 'unacknowledged', message: alarm.msg }])
  await post(second.url, 'alarms', '{"channel":"alarms","payload":{"acknowledge":true}}')
  expect(await items(second)).toEqual([])
  await post(second.url, 'alarms', text)
  expect(await items(second)).toMatchObject([{ state: 'unacknowledged', message: alarm.msg }])
  await second.close()

  const third = await openHouse({ folder: first.folder })
  await third.call('POST', '/alarms/acknowledge', {})
  expect(await items(third)).toEqual([])
})

test('log entries of a script are kept', async () => {
  const entries = [{ source: 'controller_1::chamber_1', msg: 'Changed to profile mode' }]
  await post(house.url, 'logs', JSON.stringify({ payload: { entries } }))
  const { body } = await house.call('GET', '/logs?limit=1')
  expect(body.items).toMatchObject([
    { source: 'controller_1::chamber_1', level: 'info', message: 'Changed to profile mode' },
  ])
})

test('nonsense stays between old clients', async () => {
  const nonsense = [
    '',
    'null',
    '[]',
    '{"payload":{"controllerId":"x"}}',
    '{"payload":{"alarms":[{}]}}',
    '{"payload":5}',
  ]
  for (const channel of ['data', 'alarms', 'logs']) {
    for (const text of nonsense) expect(await post(house.url, channel, text)).toBe('200 Posted')
  }
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
})

test('foreign pages are refused, no page and our own are let in, no subprotocol is selected', async () => {
  const status = (headers: Record<string, string>) =>
    new Promise(resolve => {
      const socket = new WebSocket(`${house.url.replace('http', 'ws')}/socket`, { headers })
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
    })
  expect(await status({ Origin: 'http://evil.example' })).toBe(403)
  expect(await status({ Origin: house.url })).toBe(101)
  expect(await status({})).toBe(101)

  const offered = new WebSocket(`${house.url.replace('http', 'ws')}/socket`, ['wamp.2.json'])
  const selected = await new Promise(resolve => {
    offered.on('upgrade', response => resolve(response.headers['sec-websocket-protocol']))
    offered.on('error', () => undefined)
  })
  expect(selected).toBeUndefined()
  const foreign = { Origin: 'http://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(`${house.url}/publish`, { method: 'POST', body: 'data=1&channel=data', headers: foreign })
  expect(answer.status).toBe(403)
})

test('bad frames close nobody, an oversized one closes itself alone', async () => {
  const [good, bad] = await Promise.all([oldClient(house.url), oldClient(house.url)])
  await bad.say('{nonsense', '[1]', subscribe('nowhere'))
  const closed = new Promise(resolve => bad.socket.on('close', resolve))
  bad.send('x'.repeat(100_000))
  expect(await closed).toBe(1009)
  await good.say(ping)
})
