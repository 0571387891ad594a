import { afterEach, expect, jest, test } from '@jest/globals'
import five from 'johnny-five'
import { acceptedRisk } from '../../data/model/actuator.ts'
import type { ParticleAddress } from '../../data/model/board.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { actuator, sensor } from './boards-rig.ts'
import { freePort, host, networkRig } from './network-rig.ts'
import { particleCloud, particleDevice } from './particle-device.ts'

jest.setTimeout(60_000)

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const parts = {
  sensors: [
    sensor('room', { kind: 'tmp36', channel: 0 }),
    sensor('mash', { kind: 'ntc', channel: 5 }),
    sensor('door', { kind: 'digital', pin: 4 }),
    sensor('light', { kind: 'digital', pin: 5, pullUp: false }),
  ],
  actuators: [
    actuator('pump', 'pump', { kind: 'relay', pin: 2, activeLow: true }),
    actuator('fan', 'cooler', { kind: 'pwm', pin: 0 }),
    actuator('valve', 'valve', { kind: 'slow-pwm', pin: 3 }),
    actuator('element', 'heater', { kind: 'relay', pin: 6 }),
    actuator('belt', 'heater', { kind: 'relay', pin: 11 }, { risk: acceptedRisk }),
  ],
}

const start = async (address?: Partial<ParticleAddress>, stride?: number) => {
  const clock = virtualClock()
  const device = await particleDevice(clock, stride)
  ends.push(() => device.close().catch(() => {}))
  const to = { kind: 'direct', host, port: device.port, ...address } as ParticleAddress
  const house = networkRig({ kind: 'particle', address: to }, parts, clock)
  ends.push(() => house.close())
  return { clock, device, house }
}

const ready = async (stride?: number) => {
  const opened = await start({}, stride)
  opened.device.setVoltage(0, 0.7)
  opened.device.setVoltage(5, 1.65)
  await opened.house.until(() => opened.house.phase() === 'ready')
  return opened
}

test.each([1, 2, 3, 5, 64])('the same drivers work, %d bytes at a time', async stride => {
  const { clock, device, house } = await ready(stride)
  expect(house.state()).toMatchObject({ firmware: 'VoodooSpark', heartbeat: { state: 'absent' } })
  await house.until(() => house.good('room') && house.good('mash') && house.good('door') && house.good('light'))
  expect(house.last('room')?.value).toBeCloseTo(20, 1)
  expect(house.last('mash')?.value).toBeCloseTo(25, 1)
  expect([house.last('door')?.value, house.last('light')?.value]).toEqual([1, 0])
  expect([device.pulledUp(4), device.pulledUp(5)]).toEqual([true, false])
  device.setLevel(4, 1)
  device.setLevel(5, 1)
  await house.until(() => house.last('door')?.value === 0 && house.last('light')?.value === 1, 1000)

  expect([0, 2, 3, 6, 11].map(device.drives)).toEqual([0, 255, 0, 0, 0])
  const write = (id: string, output: number) => house.devices.actuator(id)!.write(output)
  write('pump', 100)
  write('fan', 40)
  write('valve', 100)
  write('element', 100)
  write('belt', 100)
  await clock.advance(20)
  expect([0, 2, 3, 6, 11].map(device.drives)).toEqual([102, 0, 255, 0, 255])
  expect(house.devices.actuator('element')!.obstacle).toMatchObject({
    reason: 'heartbeat',
    message: expect.stringContaining('cannot switch a heater off when the computer fails'),
  })
  expect(house.devices.actuator('belt')!.obstacle).toBeNull()
})

test('it is unplugged and comes back with everything at rest', async () => {
  const { clock, device, house } = await ready()
  house.devices.actuator('belt')!.write(100)
  await clock.advance(20)
  await device.unplug()
  await house.until(() => house.phase() === 'lost', 1000)
  expect(house.devices.actuator('belt')).toMatchObject({ output: null, obstacle: { reason: 'board' } })
  await clock.advance(5000)
  expect(house.state().reason).toContain('nothing listens at')
  expect(house.last('room')).toMatchObject({ quality: 'bad', reason: expect.stringContaining('is lost') })
  await device.plug()
  const then = clock.now()
  await house.until(() => house.phase() === 'ready' && house.good('room', then) && house.good('door', then))
  expect([2, 11].map(device.drives)).toEqual([255, 0])
  house.devices.actuator('belt')!.write(100)
  await clock.advance(20)
  expect(device.drives(11)).toBe(255)
})

test('a peer that is lost without a word is noticed', async () => {
  const { clock, device, house } = await ready()
  await house.until(() => house.good('room'))
  device.goSilent()
  expect(await house.until(() => house.phase() === 'lost', 10_000)).toBeLessThanOrEqual(4500)
  const then = clock.now()
  await house.until(() => house.phase() === 'ready' && house.good('room', then), 10_000)
  expect(house.state().losses).toBe(1)
})

test('garbage never becomes a value: the connection is made anew', async () => {
  const { clock, device, house } = await ready()
  await house.until(() => house.good('room'))
  const random = seededRandom(5)
  for (let burst = 0; burst < 40; burst++) {
    device.say(Array.from({ length: 1 + (burst % 7) }, () => 0x20 + Math.floor(random.uniform() * 200)))
    await clock.advance(2000)
  }
  expect(house.logs.some(line => line.includes('does not speak VoodooSpark'))).toBe(true)
  const values = house.readings.filter(({ sensor: id, quality }) => id === 'room' && quality === 'good')
  for (const { value } of values) expect(value).toBeCloseTo(20, 1)
  const then = clock.now()
  await house.until(() => house.phase() !== 'lost' && house.good('room', then), 20_000)
})

test('a refused connection is explained and crashes nothing', async () => {
  const port = await freePort()
  const { clock, house } = await start({ port })
  await clock.advance(30_000)
  expect(house.phase()).toBe('opening')
  expect(house.state().reason).toContain(`nothing listens at ${host}:${port}`)
  expect(house.logs).toHaveLength(1)
})

test('it has no 1-Wire, and says so', async () => {
  const { house } = await ready()
  house.configure({ ...parts, sensors: [sensor('beer', { kind: 'ds18b20', pin: 1 })] })
  await house.until(() => house.last('beer') !== undefined)
  expect(house.last('beer')).toMatchObject({
    quality: 'bad',
    reason: 'this kind of board has no 1-Wire: connect the DS18B20 to an Arduino with our firmware',
  })
  await expect(house.devices.probes('arduino', 7)).rejects.toMatchObject({ code: 'unavailable' })
})

test('what hangs on it changes while it runs; other outputs stay', async () => {
  const { clock, device, house } = await ready()
  house.devices.actuator('belt')!.write(100)
  house.devices.actuator('pump')!.write(100)
  await clock.advance(20)
  const [pump, ...others] = parts.actuators
  house.configure({
    sensors: [sensor('cellar', { kind: 'lm35', channel: 0 })],
    actuators: [{ ...pump!, driver: { kind: 'relay', pin: 7, activeLow: false } }, ...others],
  })
  await clock.advance(50)
  expect(device.drives(2)).toBeNull()
  expect([7, 11].map(device.drives)).toEqual([0, 255])
  await house.until(() => house.good('cellar'))
  expect(house.last('cellar')?.value).toBeCloseTo(70, 1)
})

test('a hundred reconnects leave one board and one listener', async () => {
  const { clock, device, house } = await ready()
  for (let reconnect = 1; reconnect <= 100; reconnect++) {
    device.say([0xff])
    await house.until(() => house.devices.actuator('pump')!.output === null, 1000)
    await house.until(() => house.devices.actuator('pump')!.output !== null, 15_000)
  }
  await clock.advance(100)
  expect(five.Board.cache).toHaveLength(1)
  expect(five.Board.cache[0]!.io.listenerCount('analog-read-0')).toBe(1)
})

const cloudy = async () => {
  const clock = virtualClock()
  const device = await particleDevice(clock)
  ends.push(() => device.close().catch(() => {}))
  const cloud = await particleCloud('0123abcd', 'secret-token', () => `${host}:${device.port}`)
  ends.push(() => cloud.close().catch(() => {}))
  const open = (more: object = {}) => {
    const address = { kind: 'cloud', deviceId: '0123abcd', accessToken: 'secret-token', api: cloud.api, ...more }
    const house = networkRig({ kind: 'particle', address: address as ParticleAddress }, parts, clock)
    ends.push(() => house.close())
    return house
  }
  return { clock, device, cloud, open }
}

test('it is found through the cloud, and again after it moved', async () => {
  const { clock, device, cloud, open } = await cloudy()
  device.setVoltage(0, 0.7)
  const house = open()
  await house.until(() => house.good('room'))
  expect(cloud.asked).toEqual(['/v1/devices/0123abcd/endpoint?access_token=secret-token'])
  await device.unplug()
  await house.until(() => house.phase() === 'lost')
  await device.plug()
  const then = clock.now()
  await house.until(() => house.good('room', then))
  expect(cloud.asked.length).toBeGreaterThan(1)
  expect(JSON.stringify([house.logs, house.states])).not.toContain('secret')
})

test.each([
  [{ accessToken: 'wrong-secret' }, null, 'does not accept the access token'],
  [{ deviceId: 'other' }, null, 'knows no device other'],
  [{}, { status: 403, body: 'secret-token' }, 'may not use device 0123abcd'],
  [{}, { status: 408, body: '' }, 'does not answer the Particle cloud'],
  [{}, { status: 500, body: 'secret-token' }, 'answers with status 500'],
  [{}, { status: 302, body: '', location: 'http://127.0.0.1:1/secret' }, 'cannot be reached'],
  [{}, { status: 200, body: '{"cmd":"VarReturn"' }, 'does not tell the address'],
  [{}, { status: 200, body: '{"result":"evil host:1 secret-token"}' }, 'does not tell the address'],
  [{}, { status: 200, body: '{"result":"10.0.0.1:99999"}' }, 'does not tell the address'],
  [{}, { status: 200, body: `"${'x'.repeat(1_000_000)}"` }, 'does not tell the address'],
  [{}, 'silence' as const, 'does not answer within 5 s'],
])('what is wrong with the cloud is explained: %j %j', async (more, failure, reason) => {
  const { cloud, open } = await cloudy()
  cloud.fail(failure)
  const house = open(more)
  await house.until(() => house.logs.length > 0, 20_000)
  expect(house.state().reason).toContain(reason)
  expect(JSON.stringify([house.logs, house.states])).not.toContain('secret')
})

test('a cloud that is not there is explained', async () => {
  const { cloud, open } = await cloudy()
  await cloud.close()
  const house = open()
  await house.until(() => house.logs.length > 0)
  expect(house.state().reason).toMatch(/the Particle cloud at 127.0.0.1:\d+ cannot be reached \(ECONNREFUSED\)/)
})
