import type { Reading } from '../../data/model/reading.ts'
import { Sensor } from '../../data/model/sensor.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createChannelSensors } from '../../server/channel-sensors.ts'
import { createHub } from '../../server/hub.ts'

/** What a sensor that takes numbers as they are makes of a message. */
function readingOf(value: unknown, calibration: { measured: number; actual: number }[] = []): Reading {
  const clock = virtualClock()
  const hub = createHub({
    clock,
    failed: error => {
      throw error
    },
  })
  const observed: Reading[] = []
  const sensors = createChannelSensors({ hub, clock, observe: reading => void observed.push(reading) })
  const driver = { kind: 'channel', channel: 'cellar.pressure', unit: 'none' }
  const body = { id: 'pressure', name: 'Pressure', version: 1, driver, calibration, staleAfter: 60 }
  const sensor = Sensor.parse(body)
  sensors.configure([sensor])
  hub.publish('cellar.pressure', value)
  return observed[0]!
}

const steep = [
  { measured: 0, actual: 0 },
  { measured: 5, actual: 200 },
]

test.each([1e15, -1e15, 0, '1013.25'])('%s is good', value => {
  expect(readingOf(value)).toMatchObject({ quality: 'good', value: Number(value) })
})

test.each([
  [1.1e15, []],
  [-1e308, []],
  [1e14, steep],
  [1.7e308, steep],
])('%d is more than can be written down, also after a calibration', (value, calibration) => {
  expect(readingOf(value, calibration)).toMatchObject({
    quality: 'bad',
    value: null,
    reason: expect.stringContaining('more than can be written down: expected 1000000000000000 at most'),
  })
})
