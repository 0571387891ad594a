import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { classicPages } from '../../server/gateways/classic/pages.ts'
import { createHttpDoor } from '../../server/http/app.ts'
import { cleanUp, openHouse, temporaryFolder } from '../journeys/house.ts'
import { ask, frame, oldClient, ping, post, subscribe, unsubscribe } from './classic-client.ts'

afterEach(cleanUp)

const pong = String.raw`{"channel": "_heartbeat", "data": "{\"payload\": {\"action\": \"pong\"}}"}`

test('the original client, as it goes: open, subscribe six, get three lists, ping after ten seconds, post', async () => {
  const house = await openHouse({ demo: false })
  const client = await oldClient(house.url)
  for (const channel of ['alarms', 'data', 'logs', '_appsettings', '_profiles', '_iocontrollers']) {
    client.send(subscribe(channel))
  }
  expect(await ask(`${house.url}/appsettings`)).toBe('200 {"appsettings":[]}')
  expect(await ask(`${house.url}/profiles`)).toBe('200 {"profiles":[]}')
  expect(await ask(`${house.url}/iocontrollers`)).toBe('200 {"controllers":[]}')
  await house.clock.advance(10_000)
  expect(client.heard).toEqual([])
  for (let beats = 1; beats <= 12; beats++) {
    client.send(ping)
    expect((await client.until('_heartbeat', beats)).at(-1)).toBe(pong)
    await house.clock.advance(10_000)
  }
  const alarm =
    '{"channel":"alarms","payload":{"alarms":[{"source":"controller_1::chamber_2","code":1001,"msg":"Setpoint not reached within timelimit"}]}}'
  expect(await post(house.url, 'alarms', alarm)).toBe('200 Posted')
  expect(await client.until('alarms', 1)).toEqual([frame('alarms', alarm)])
  await client.say(unsubscribe('alarms'))
  await post(house.url, 'alarms', '{"channel":"alarms","payload":{"acknowledge":true}}')
  await client.say()
  expect(client.on('alarms')).toHaveLength(1)
})

test('old clients see the house: its vessels every five seconds, its alarms and its log', async () => {
  const house = await openHouse()
  const client = await oldClient(house.url)
  await client.subscribe('data', 'alarms', 'logs')
  await house.until(() => house.brewery.vessel('kettle').quality === 'good')
  await house.clock.advance(5_000)
  const vessels = await client.until('data', 2)
  const [fermenter, kettle] = vessels.slice(-2).map(text => JSON.parse(JSON.parse(text).data))
  expect(Object.keys(fermenter.payload)).toEqual([
    ...['controllerId', 'controllerName', 'fridge', 'fridgeSet', 'beer', 'beerSet', 'room', 'status', 'profile'],
  ])
  expect(fermenter).toMatchObject({
    channel: 'data',
    payload: { controllerId: 1001, controllerName: 'Fermenter', beerSet: 18, profile: 'Ale' },
  })
  expect(kettle.payload).toMatchObject({
    controllerId: 1002,
    beer: expect.stringMatching(/^\d\d\.\d$/),
    status: expect.stringMatching(/^Heating for +0h00m0\d$/),
  })

  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  // The pong comes after what was said before.
  await client.say()
  const logs = client.on('logs')
  const entry = '{"channel":"logs","payload":{"entries":[{"source":"vessel kettle","msg":"switched off"}]}}'
  expect(logs.at(-1)).toBe(frame('logs', entry))

  house.simulations.of('arduino')!.inject({ kind: 'board-unplugged' })
  const told = () => client.on('alarms').map(text => JSON.parse(JSON.parse(text).data))
  await house.until(() => told().some(({ payload }) => payload.alarms[0].source === 'board arduino'))
  expect(told()).toContainEqual({
    channel: 'alarms',
    payload: { alarms: [{ source: 'board arduino', code: 1001, msg: expect.stringContaining('Arduino: ') }] },
  })
})

test('the page is ours; the original’s is served where somebody put it, and nothing beside it', async () => {
  const house = await openHouse({ demo: false })
  const moved = await fetch(`${house.url}/app.html`, { redirect: 'manual' })
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/'])
  expect(await ask(`${house.url}/s/app.js`)).toMatch(/^404 /)

  const folder = temporaryFolder()
  mkdirSync(join(folder, 'client', 's', 'js'), { recursive: true })
  writeFileSync(join(folder, 'secret'), 'secret')
  writeFileSync(join(folder, 'client', 'secret'), 'secret')
  writeFileSync(join(folder, 'client', 'app.html'), '<p>The original')
  writeFileSync(join(folder, 'client', 's', 'js', 'app.js'), 'start()')
  const middleware = [classicPages(join(folder, 'client'))]
  const door = createHttpDoor({ host: 'localhost', log: () => undefined, middleware, connections: 100 })
  const url = await door.listen(0, '127.0.0.1')
  const page = await fetch(`${url}/app.html`)
  expect(await page.text()).toBe('<p>The original')
  expect(page.headers.get('content-security-policy')).toMatch("'unsafe-inline'")
  // Its logo is an address of anybody's choice.
  expect(page.headers.get('content-security-policy')).toMatch('img-src * data:')
  expect(await ask(`${url}/s/js/app.js`)).toBe('200 start()')
  for (const path of ['/s/..%2f..%2fsecret', '/s/%2e%2e/secret', '/s/../../secret', '/secret', '/s/js', '/s/%00']) {
    expect(await ask(url + path)).toMatch(/^40[0-4] (?!secret)/)
  }
  await door.close()
})

test('the bridge reads its controllers from the file while the house runs', async () => {
  const house = await openHouse({ demo: false })
  await ask(`${house.url}/iocontrollers`, 'POST', { name: 'BrewPi One', socket: '/tmp/brewpi.socket' })
  const reader = new Database(join(house.folder, 'maelstrom.sqlite'), { readonly: true })
  const select = reader.prepare('SELECT id, name, address, port, socket FROM iocontroller')
  const first = { id: 1, name: 'BrewPi One', address: null, port: null, socket: '/tmp/brewpi.socket' }
  expect(select.all()).toEqual([first])
  await ask(`${house.url}/iocontroller/1`, 'POST', { name: 'Renamed', port: 80 })
  expect(select.all()).toEqual([{ ...first, name: 'Renamed', port: '80' }])
  reader.close()
})
