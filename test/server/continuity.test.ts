import { expect, test } from '@jest/globals'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createContinuity } from '../../server/continuity.ts'

test('a disk that takes no sign of life for days is said once, and again when it failed anew', async () => {
  const clock = virtualClock(1_000_000)
  const logged: string[] = []
  let full = true
  let beats = 0
  const continuity = createContinuity({
    clock,
    log: (_level, _source, message) => logged.push(message),
    store: {
      life: {
        last: async () => null,
        async beat() {
          beats += 1
          if (full) throw new Error('the disk is full')
        },
      },
      modes: { all: async () => [], set: async () => {}, tell: async () => {} },
    },
    configuration: {
      plan: { boards: [], sensors: [], actuators: [], vessels: [], profiles: [], schedules: [], 'alarm-rules': [] },
    },
    leapt: () => {},
  })
  const minute = async () => {
    for (let second = 0; second < 60; second++) {
      continuity.look([])
      await clock.advance(1000)
    }
  }
  await minute()
  expect(beats).toBeGreaterThanOrEqual(5)
  expect(logged).toEqual(['that it is alive cannot be written down: the disk is full'])
  full = false
  await minute()
  full = true
  await minute()
  expect(logged).toHaveLength(2)
})
