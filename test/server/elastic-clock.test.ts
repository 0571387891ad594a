import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { elasticClock } from '../../server/elastic-clock.ts'

const start = Date.UTC(2026, 0, 1)

function rig() {
  const wall = virtualClock(start)
  return { wall, clock: elasticClock(wall) }
}

test('at factor 1 it is the clock it is made of', async () => {
  const { wall, clock } = rig()
  const fired: string[] = []
  clock.after(30, () => fired.push(`after ${clock.uptime()}`))
  const cancel = clock.every(20, () => fired.push(`every ${clock.uptime()}`))
  await wall.advance(45)
  expect(fired).toEqual(['every 20', 'after 30', 'every 40'])
  cancel()
  cancel()
  await wall.advance(100)
  expect(fired).toHaveLength(3)
  expect([clock.now(), clock.uptime(), clock.ahead]).toEqual([wall.now(), wall.uptime(), 0])
})

test('faster, each timer is called at its own moment and in order', async () => {
  const { wall, clock } = rig()
  const fired: string[] = []
  clock.every(1000, () => fired.push(`tick ${clock.uptime()}`))
  await wall.advance(400)
  clock.run(60)
  clock.after(1500, () => fired.push(`once ${clock.uptime()}`))
  await wall.advanceUntil(() => fired.length >= 3, 1000)
  expect(fired).toEqual(['tick 1000', 'once 1900', 'tick 2000'])
  expect(wall.uptime()).toBeLessThan(600)
  clock.run(1)
})

test('neither time nor uptime goes back when it changes pace', async () => {
  const { wall, clock } = rig()
  let before = { now: clock.now(), uptime: clock.uptime() }
  const look = () => {
    const seen = { now: clock.now(), uptime: clock.uptime() }
    expect(seen.now).toBeGreaterThanOrEqual(before.now)
    expect(seen.uptime).toBeGreaterThanOrEqual(before.uptime)
    before = seen
  }
  for (const factor of [10, 60, 1, 30, 1]) {
    clock.run(factor)
    look()
    for (let n = 0; n < 5; n++) {
      await wall.advance(50)
      look()
    }
  }
  expect(clock.ahead).toBeGreaterThan(1000)
  const { ahead } = clock
  await wall.advance(10_000)
  expect(clock.ahead).toBe(ahead)
})

test('a timer keeps what is left of it when the pace changes', async () => {
  const { wall, clock } = rig()
  let firedAt = 0
  clock.after(1000, () => {
    firedAt = clock.uptime()
  })
  clock.run(10)
  await wall.advance(50)
  clock.run(1)
  const left = 1000 - clock.uptime()
  expect(left).toBeLessThan(1000)
  await wall.advance(left - 1)
  expect(firedAt).toBe(0)
  await wall.advance(1)
  expect(firedAt).toBe(1000)
})

test('somebody who sets the computer’s clock sets this one', async () => {
  const { wall, clock } = rig()
  wall.jump(-3_600_000)
  expect(clock.now()).toBe(wall.now())
})

test('it goes on from a later moment, never from an earlier one', () => {
  const { wall, clock } = rig()
  clock.resume(start - 1)
  expect(clock.ahead).toBe(0)
  clock.resume(start + 5000)
  expect(clock.now()).toBe(wall.now() + 5000)
})
