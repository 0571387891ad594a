import { expect, test } from '@jest/globals'
import type { EmergencyStop } from '../../data/model/safety.ts'
import { Safety } from '../../server/control/safety/safety.ts'
import { createEmergencyStop } from '../../server/emergency-stop.ts'
import type { SafetyParts } from '../../server/trip-book.ts'

/** A stopper over a disk that remembers what it was told; `off` is what happens while a clearing is under way. */
function stopper(off: () => Promise<void>) {
  const kept: EmergencyStop[] = []
  const safety = new Safety(() => undefined)
  const parts: SafetyParts = {
    clock: { now: () => 1000 },
    hub: { publish: () => ({ channel: 'emergency-stop', sequence: 1, at: 0, data: null }) },
    log: () => {},
    alarms: { raise: () => {}, clear: () => {} },
    store: { safety: { setEmergencyStop: async (stop: EmergencyStop) => void kept.push(stop) } as never },
  }
  return { kept, safety, emergency: createEmergencyStop(parts, safety, { off, tick: () => {} }) }
}

test('pressed again while somebody clears it, it stays latched', async () => {
  const { kept, safety, emergency } = stopper(async () => void (await emergency.stop('Bob')))
  await emergency.stop('Ann')
  await expect(emergency.clear('Eve')).rejects.toMatchObject({ code: 'conflict' })
  expect(safety.emergencyStop).toMatchObject({ latched: true, by: 'Ann' })
  expect(kept.at(-1)).toMatchObject({ latched: true, by: 'Ann' })
})

test('cleared, it is let go', async () => {
  const { kept, safety, emergency } = stopper(async () => {})
  await emergency.stop('Ann')
  await emergency.clear('Eve')
  expect(safety.emergencyStop).toMatchObject({ latched: false, by: 'Eve' })
  expect(kept.at(-1)).toMatchObject({ latched: false })
})
