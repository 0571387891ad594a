import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openStore } from '../../data/open.ts'
import { readLogo } from '../../server/http/image.ts'
import { cleanUp, openHouse, type TestHouse, temporaryFolder } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
}, 60_000)
afterAll(cleanUp)

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const svg = (inside: string) => Buffer.from(`<?xml version="1.0"?>\n<!-- ours --><svg xmlns="x">${inside}</svg>`)

test('locale and logo have defaults, so that settings of before can be read', async () => {
  const { body } = await house.call('GET', '/settings')
  expect(body).toMatchObject({ locale: null, logo: null })
  const wrong = await house.call('PUT', '/settings', { ...body, locale: 'not a locale' })
  expect(wrong).toMatchObject({ status: 400, body: { issues: [{ pointer: '/locale' }] } })
  expect((await house.call('PUT', '/settings', { ...body, locale: 'de-AT' })).body).toMatchObject({ locale: 'de-AT' })
})

test('what is said is in the unit of the settings, numbers are °C', async () => {
  const { body: before } = await house.call('GET', '/settings')
  await house.call('PUT', '/settings', { ...before, unit: 'fahrenheit' })
  const refused = await house.call('PUT', '/vessels/fermenter/mode', { kind: 'constant', setPoint: 66 })
  expect(refused.body).toMatchObject({
    detail: "150.8 °F is outside the vessel's range",
    issues: [{ message: 'expected 32.0 to 86.0 °F, the range of vessel "fermenter"' }],
  })
  const source = { kind: 'vessel', id: 'kettle' }
  const condition = { kind: 'low', limit: 100 }
  await house.call('POST', '/alarm-rules', { id: 'cold', name: 'Cold', source, condition, delay: 0 })
  await house.clock.advance(3000)
  expect((await house.call('GET', '/alarms/rule.cold')).body.message).toMatch(
    /^Kettle: \d+\.\d °F is below the limit of 212\.0 °F\.$/,
  )
  await house.call('PUT', '/vessels/kettle', {
    ...(await house.call('GET', '/vessels/kettle')).body,
    limits: { maximum: 10, minimum: null },
  })
  await house.clock.advance(3000)
  expect((await house.call('GET', '/trips')).body.items).toMatchObject([
    { message: expect.stringMatching(/^Kettle is at \d+\.\d °F, above its limit of 50\.0 °F: heating is cut off/) },
  ])
})

test('a logo is kept and shown; an SVG can do nothing', async () => {
  expect((await house.call('GET', '/logo')).status).toBe(404)
  const put = await house.call('PUT', '/logo', { data: svg('<script>alert(1)</script>').toString('base64') })
  expect(put).toMatchObject({ status: 200, body: { logo: house.clock.now() } })
  const answer = await fetch(`${house.url}/api/v1/logo`)
  expect(answer.headers.get('content-type')).toBe('image/svg+xml')
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
  )
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await answer.text()).toBe(svg('<script>alert(1)</script>').toString())

  await house.call('PUT', '/logo', { data: png.toString('base64') })
  const other = await fetch(`${house.url}/api/v1/logo`)
  expect(other.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await other.arrayBuffer())).toEqual(png)

  const { body } = await house.call('GET', '/settings')
  await house.call('PUT', '/settings', { ...body, logo: null })
  expect((await house.call('GET', '/logo')).status).toBe(404)
})

test.each([
  ['an image of another kind', Buffer.from('GIF89a'), 'no image that can be shown'],
  ['a page', Buffer.from('<html><svg></svg></html>'), 'no image that can be shown'],
  ['a large one', Buffer.concat([png, Buffer.alloc(200_000)]), 'has 201 kB: expected at most 200 kB'],
])('%s is no logo', (_, bytes, message) => {
  expect(() => readLogo(bytes.toString('base64'))).toThrow(message)
})

test('a backup is a whole database with all that was acknowledged', async () => {
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: 55 })
  const answer = await fetch(`${house.url}/api/v1/backup`)
  expect(answer.headers.get('content-disposition')).toMatch(/filename="maelstrom-2026-01-01-00\d\d\.sqlite"/)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(Number(answer.headers.get('content-length'))).toBe(bytes.length)
  const path = join(temporaryFolder(), 'restored.sqlite')
  writeFileSync(path, bytes)
  const restored = await openStore({ database: path, now: () => 0 })
  expect(await restored.modes.all()).toContainEqual({ vessel: 'kettle', mode: { kind: 'constant', setPoint: 55 } })
  await restored.close()
  const copies = () => readdirSync(house.folder).filter(name => name.includes('-copy-'))
  for (let turns = 0; turns < 1000 && copies().length > 0; turns++) await setImmediate()
  expect(copies()).toEqual([])
})

test('what a killed process left of a backup is removed at the next start', async () => {
  const folder = temporaryFolder()
  const left = join(folder, 'maelstrom.sqlite-copy-4194305-1')
  writeFileSync(left, 'half')
  const store = await openStore({ database: join(folder, 'maelstrom.sqlite'), now: () => 0 })
  await store.close()
  expect(readdirSync(folder)).not.toContain('maelstrom.sqlite-copy-1-1')
})

test('what runs here', async () => {
  expect((await house.call('GET', '/about')).body).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    node: expect.stringMatching(/^2\d\./),
    startedAt: expect.any(Number),
    database: 'SQLite',
    databaseSize: expect.any(Number),
  })
})
