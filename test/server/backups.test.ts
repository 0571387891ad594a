import { setImmediate } from 'node:timers/promises'
import type { Backup } from '../../data/model/backup.ts'
import { Fault } from '../../data/model/fault.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createBackups } from '../../server/backups.ts'

const hour = 3_600_000

/** Backups over a disk in memory; `full` makes it refuse. */
function keeping(settings: { backupEvery: number | null; backupsKept: number }) {
  const clock = virtualClock(Date.UTC(2026, 0, 1))
  const disk = {
    made: [] as Backup[],
    kept: [] as number[],
    prepared: [] as string[],
    full: false,
    flushes: 0,
    copies: 0,
    copied: [] as (() => void)[],
  }
  const raised: string[] = []
  let restarts = 0
  const backups = createBackups({
    clock,
    log: () => {},
    alarms: { raise: (_id, _source, message) => void raised.push(message), clear: () => void raised.splice(0) },
    store: {
      backups: {
        list: async () => [...disk.made].sort((a, b) => b.at - a.at),
        async make(reason, at) {
          if (disk.full) throw new Fault('unavailable', 'There is no room for a backup.')
          const backup: Backup = { name: `${disk.made.length}.sqlite`, at, size: 1, reason }
          disk.made.push(backup)
          return backup
        },
        copy: () => {
          disk.copies += 1
          return new Promise<string>(resolve => disk.copied.push(() => resolve('copy.sqlite')))
        },
        keepNewest: async count => void disk.kept.push(count),
        async prepare(name) {
          if (name === 'damaged.sqlite') throw new Fault('unusable', 'This backup cannot be restored.')
          disk.prepared.push(name)
        },
      },
    },
    recorder: { flush: async () => void disk.flushes++ },
    settings: () => settings,
    restart: () => void restarts++,
  })
  backups.open()
  const pass = async (ms: number) => {
    await clock.advance(ms)
    for (let turn = 0; turn < 10; turn++) await setImmediate()
  }
  return { backups, disk, raised, settings, pass, restarts: () => restarts }
}

test('one is made when it is due, by the newest that was made by itself, and what is waiting is in it', async () => {
  const { backups, disk, pass } = keeping({ backupEvery: 24, backupsKept: 3 })
  await pass(60_000)
  expect(disk.made).toMatchObject([{ reason: 'scheduled' }])
  expect(disk.flushes).toBe(1)
  expect(disk.kept).toEqual([3, 3])
  await pass(12 * hour)
  await backups.make()
  await pass(11 * hour)
  expect(disk.made.map(({ reason }) => reason)).toEqual(['scheduled', 'asked'])
  await pass(hour + 120_000)
  expect(disk.made.map(({ reason }) => reason)).toEqual(['scheduled', 'asked', 'scheduled'])
  await backups.close()
})

test('one that was made while the clock was wrong has nobody make another every minute', async () => {
  const { backups, disk, pass } = keeping({ backupEvery: 24, backupsKept: 3 })
  for (const day of [400, 401, 402])
    disk.made.push({ name: `${day}.sqlite`, at: Date.UTC(2026, 0, day), size: 1, reason: 'scheduled' })
  await pass(hour)
  expect(disk.made).toHaveLength(4)
  await pass(24 * hour)
  expect(disk.made).toHaveLength(5)
  await backups.close()
})

test('none is made by itself when nobody wants it', async () => {
  const { disk, pass, settings, backups } = keeping({ backupEvery: null, backupsKept: 3 })
  await pass(100 * hour)
  expect(disk.made).toEqual([])
  settings.backupEvery = 1
  await pass(60_000)
  expect(disk.made).toHaveLength(1)
  await backups.close()
})

test('a disk that is full is an alarm until there is room', async () => {
  const { disk, raised, pass, backups } = keeping({ backupEvery: 24, backupsKept: 3 })
  disk.full = true
  await pass(60_000)
  expect(raised).toEqual(['No backup was made: There is no room for a backup.'])
  await expect(backups.make()).rejects.toMatchObject({ code: 'unavailable' })
  disk.full = false
  await pass(60_000)
  expect(raised).toEqual([])
  expect(disk.made).toHaveLength(1)
  await backups.close()
})

test('who wants fewer of them because the disk is full need not delete them by hand', async () => {
  const { disk, raised, pass, backups, settings } = keeping({ backupEvery: 24, backupsKept: 30 })
  disk.full = true
  await pass(60_000)
  settings.backupsKept = 3
  await pass(60_000)
  expect(disk.kept.at(-1)).toBe(3)
  expect(raised).toHaveLength(2)
  await backups.close()
})

test('a disk that is full is no alarm any more when nobody wants backups', async () => {
  const { disk, raised, pass, backups, settings } = keeping({ backupEvery: 24, backupsKept: 3 })
  disk.full = true
  await pass(60_000)
  expect(raised).toHaveLength(1)
  settings.backupEvery = null
  await pass(60_000)
  expect(raised).toEqual([])
  await backups.close()
})

test('copies to take away are made one after the other, and a restore and the end of the house wait for them', async () => {
  const { backups, disk, pass } = keeping({ backupEvery: null, backupsKept: 3 })
  const done: string[] = []
  for (const nth of ['first', 'second']) void backups.copy().then(() => done.push(nth))
  void backups.restore('good.sqlite').then(() => done.push('restored'))
  void backups.close().then(() => done.push('closed'))
  await pass(hour)
  expect([disk.copies, disk.flushes, done]).toEqual([1, 1, []])
  for (let copy = 0; copy < 2; copy++) {
    disk.copied[copy]!()
    await pass(1)
  }
  expect([disk.copies, disk.flushes, done]).toEqual([2, 2, ['first', 'second', 'restored', 'closed']])
})

test('who asked for a restore has the answer before the house restarts; what cannot be restored restarts nothing', async () => {
  const { backups, disk, pass, restarts } = keeping({ backupEvery: null, backupsKept: 3 })
  await expect(backups.restore('damaged.sqlite')).rejects.toMatchObject({ code: 'unusable' })
  await backups.restore('good.sqlite')
  expect(disk.prepared).toEqual(['good.sqlite'])
  expect(restarts()).toBe(0)
  await pass(1_000)
  expect(restarts()).toBe(1)
  await backups.close()
})
