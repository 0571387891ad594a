import { cleanUp, openHouse, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse({ demo: false })
})
afterAll(cleanUp)

/** Every `$ref` of a document, and what is there. */
function references(document: unknown, part: unknown = document): [string, unknown][] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => {
    if (key !== '$ref' || typeof value !== 'string') return references(document, value)
    const path = value.replace('#/', '').split('/')
    return [[value, path.reduce<unknown>((at, word) => (at as Record<string, unknown>)?.[word], document)]]
  })
}

test('the WebSocket describes itself: every channel, every message, no reference into nothing', async () => {
  const { body } = await house.call('GET', '/asyncapi.json')
  expect(body.asyncapi).toBe('3.0.0')
  const addresses = Object.values<{ address: string }>(body.channels).map(({ address }) => address)
  expect(addresses).toEqual(
    expect.arrayContaining(['/ws', 'data.{vessel}', 'alarms', 'logs', 'data.simulations.{board}']),
  )
  expect(Object.keys(body.operations)).toEqual(
    expect.arrayContaining(['subscribe', 'publish', 'batch', 'dropped', 'hearReading']),
  )
  expect(body.components.messages.subscribe.payload.properties).toHaveProperty('since')
  expect(body.components.messages.VesselState.payload.properties.data.properties).toHaveProperty('setPoint')
  const found = references(body)
  expect(found.length).toBeGreaterThan(20)
  expect(found.filter(([, target]) => target === undefined)).toEqual([])
})

test('REST describes the simulations, and refers to nothing that is not there', async () => {
  const { body } = await house.call('GET', '/openapi.json')
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/api/v1/channels', '/api/v1/simulations/{board}/faults', '/api/v1/simulations/speed']),
  )
  expect(body.paths['/api/v1/channels'].post.responses).toHaveProperty('429')
  expect(body.paths['/api/v1/boards/{id}/probes'].get.parameters).toContainEqual(
    expect.objectContaining({ name: 'pin', required: true, schema: expect.objectContaining({ type: 'integer' }) }),
  )
  expect(body.paths['/api/v1/logs'].get.parameters).toContainEqual(
    expect.objectContaining({ name: 'limit', required: false, schema: expect.objectContaining({ maximum: 1000 }) }),
  )
  expect(references(body).filter(([, target]) => target === undefined)).toEqual([])
  expect(body.paths['/api/v1/actuators'].post.summary).toBe('Add an actuator')
  expect(body.paths['/api/v1/boards/{id}'].put.summary).toBe('Replace a board')
})

test('/api/docs leads to the page that shows both', async () => {
  const answer = await fetch(`${house.url}/api/docs`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/#/api'])
})
