import type { Actuator as Device, Obstacle } from '../../../hardware/device.ts'
import { commandTtl, Gate } from '../../../server/control/safety/gate.ts'

function bench() {
  const device = {
    id: 'heater',
    output: 0 as number | null,
    obstacle: null as Obstacle | null,
    write(output: number) {
      device.output = output
    },
  } satisfies Device
  const bar: { now: Obstacle | null; excluded: boolean } = { now: null, excluded: false }
  const gate = new Gate(
    'heater',
    () => device,
    () => bar.now,
    () => bar.excluded,
  )
  gate.enforce(0)
  return { device, bar, gate }
}

test('what is asked for passes', () => {
  const { device, gate } = bench()
  gate.write(40)
  expect(device.output).toBe(40)
  expect(gate.output).toBe(40)
})

test('a command expires unless it is given again', () => {
  const { device, gate } = bench()
  gate.write(100)
  gate.enforce(commandTtl * 1000)
  expect(device.output).toBe(100)
  gate.write(100)
  gate.enforce(2 * commandTtl * 1000)
  expect(device.output).toBe(100)
  gate.enforce(2 * commandTtl * 1000 + 1)
  expect(device.output).toBe(0)
})

test('a bar switches off at once and lets nothing pass, and says why', () => {
  const { device, gate, bar } = bench()
  gate.write(100)
  bar.now = { reason: 'trip', message: 'too hot' }
  gate.enforce(1)
  expect(device.output).toBe(0)
  gate.write(100)
  expect(device.output).toBe(0)
  expect(gate.obstacle).toEqual(bar.now)
})

test.each([Number.NaN, -1, 101, Number.POSITIVE_INFINITY])('%d is no output', output => {
  const { device, gate } = bench()
  gate.write(100)
  gate.write(output)
  expect(device.output).toBe(0)
})

test('what must not run together does not', () => {
  const { device, gate, bar } = bench()
  bar.excluded = true
  gate.write(100)
  expect(device.output).toBe(0)
})
