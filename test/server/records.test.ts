import { setImmediate } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import type { Backup } from '../../data/model/backup.ts'
import type { Point } from '../../data/model/reading.ts'
import { Settings } from '../../data/model/setting.ts'
import type { Store } from '../../data/store.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import type { Alarms } from '../../server/alarms.ts'
import type { Brewery } from '../../server/brewery.ts'
import { createHub } from '../../server/hub.ts'
import { openRecords } from '../../server/records.ts'

test('whoever leaves while a backup is made writes first what waits, then what came meanwhile', async () => {
  const clock = virtualClock(1_000_000)
  const hub = createHub({ clock, failed: () => {} })
  const written: Point[] = []
  const { promise: made, resolve: finish } = Promise.withResolvers<Backup>()
  const records = openRecords({
    clock,
    wall: clock,
    hub,
    log: () => {},
    store: {
      kind: 'SQLite',
      readings: { append: async points => void written.push(...points) } as Store['readings'],
      logs: {} as Store['logs'],
      backups: { make: () => made } as unknown as Store['backups'],
    },
    alarms: { raise: () => {}, clear: () => {} } as unknown as Alarms,
    brewery: {
      configuration: { settings: Settings.parse({ version: 1 }) } as Brewery['configuration'],
      owns: () => true,
    },
    restart: () => {},
  })
  const read = (at: number) => hub.publish('data.sensors.beer', { sensor: 'beer', at, value: 20, quality: 'good' })
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await setImmediate()
  }
  void records.backups.make()
  await turns()
  read(1)
  const closed = records.close()
  await turns()
  expect(written.map(({ at }) => at)).toEqual([1])
  read(2)
  finish({ name: 'brewery.sqlite', at: 1, size: 1, reason: 'asked' })
  await closed
  expect(written.map(({ at }) => at)).toEqual([1, 2])
})
