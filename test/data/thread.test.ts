import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from '@jest/globals'
import { storeOn } from '../../data/open.ts'
import { started } from './child.ts'
import { clean, folder, freshStore, now } from './folder.ts'
import { board } from './things.ts'

afterEach(clean)

const points = (count: number) => Array.from({ length: count }, (_, n) => ({ series: 's', at: n * 1000, value: n }))

const reader = (database: string) =>
  new Worker(new URL('../../data/reader.ts', import.meta.url), { workerData: { database, now } })

async function onThread(path = join(folder(), 'brewery.sqlite')) {
  const worker = new Worker(new URL('../../data/thread.ts', import.meta.url), { workerData: { database: path, now } })
  return { worker, path, store: await storeOn(worker, () => now, reader) }
}

describe('a thread that dies', () => {
  test('fails what is under way and what comes later', async () => {
    const { worker, store } = await onThread()
    const underWay = [store.boards.all(), store.readings.append(points(100_000)), store.boards.create(board)]
    const outcomes = Promise.allSettled(underWay)
    await worker.terminate()
    for (const outcome of await outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'unavailable' })
    }
    expect((await outcomes).at(-1)!.status).toBe('rejected')
    await expect(store.boards.all()).rejects.toMatchObject({
      name: 'Fault',
      code: 'unavailable',
      message: expect.stringContaining('has ended'),
    })
    await store.close()
  })

  test('says why, if it could', async () => {
    const program = `const { parentPort } = require('node:worker_threads')
      parentPort.on('message', () => { throw new Error('the card is gone') })
      parentPort.postMessage({ opened: { path: '', run: 0, methods: { boards: ['all'], modes: ['set'], readings: [], logs: [], alarms: [] } } })`
    const store = await storeOn(new Worker(program, { eval: true }), () => now, reader)
    await expect(store.boards.all()).rejects.toMatchObject({ message: expect.stringContaining('the card is gone') })
  })

  test('before it has opened anything fails the opening', async () => {
    await expect(storeOn(new Worker('process.exit(3)', { eval: true }), () => now, reader)).rejects.toMatchObject({
      code: 'unavailable',
    })
  })
})

describe('closing', () => {
  test('waits for what is under way, refuses what comes later, and may be said twice', async () => {
    const path = join(folder(), 'brewery.sqlite')
    const store = await freshStore(path)
    const underWay = Array.from({ length: 20 }, () => store.readings.append(points(2000)))
    underWay.push(store.boards.create(board).then(() => {}))
    const closed = store.close()
    await expect(store.boards.all()).rejects.toMatchObject({ code: 'unavailable' })
    await Promise.all([...underWay, closed, store.close()])
    await expect(store.boards.all()).rejects.toMatchObject({ message: 'The database is closed.' })
    const again = await freshStore(path)
    expect(await again.boards.all()).toHaveLength(1)
    expect(await again.readings.points({ series: 's', from: 0, to: 1e9, limit: 9999 })).toHaveLength(2000)
  })
})

test('errors keep their code, their sentence and their issues', async () => {
  const store = await freshStore()
  await expect(store.boards.create({ ...board, id: 'No Id' })).rejects.toMatchObject({
    name: 'Fault',
    code: 'invalid',
    message: 'The board is not of the form that can be kept.',
    issues: [{ pointer: '/id', message: expect.any(String) }],
  })
  await expect(store.readings.append([{ series: 's', at: 0.5, value: 1 }])).rejects.toMatchObject({ code: 'invalid' })
  await expect(store.readings.points({ series: 's', from: 0, to: 1, limit: 'x' as unknown as number })).rejects.toThrow(
    'datatype mismatch',
  )
})

test('what was acknowledged is there after kill -9, five times over', async () => {
  const path = join(folder(), 'brewery.sqlite')
  let acknowledged = 0
  for (const more of [1, 7, 30, 90, 200]) {
    const child = await started('appender', path, String(acknowledged))
    await child.said(more)
    acknowledged = Number((await child.kill()).at(-1))
    const { store } = await onThread(path)
    const kept = []
    for (const series of ['s0', 's1']) {
      const own = await store.readings.points({ series, from: 0, to: 1e12, limit: 1e6 })
      const [all] = await store.readings.buckets({ series, from: 0, to: 1e12, count: 1 })
      expect([all!.count, all!.maximum]).toEqual([own.length, own.at(-1)!.value])
      kept.push(...own)
    }
    // A batch may be kept whose acknowledgement was not heard any more, but only as a whole.
    expect(kept.length % 20).toBe(0)
    expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
    expect(new Set(kept.map(({ at }) => at)).size).toBe(kept.length)
    expect(kept.every(({ at, value }) => at === value * 1000)).toBe(true)
    await store.close()
  }
}, 30_000)
