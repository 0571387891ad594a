import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from '@jest/globals'
import { holdLock } from '../../data/lock.ts'
import { storeOn } from '../../data/open.ts'
import { started } from './child.ts'
import { clean, folder, freshStore, now, onClean } from './folder.ts'
import { board } from './things.ts'

afterEach(clean)

const points = (count: number) => Array.from({ length: count }, (_, n) => ({ series: 's', at: n * 1000, value: n }))

const reader = (database: string) =>
  new Worker(new URL('../../data/reader.ts', import.meta.url), { workerData: { database, now } })

async function onThread(path = join(folder(), 'brewery.sqlite')) {
  const workers: Worker[] = []
  const writer = () => {
    workers.push(new Worker(new URL('../../data/thread.ts', import.meta.url), { workerData: { database: path, now } }))
    return workers.at(-1)!
  }
  const store = await storeOn(writer, () => now, reader)
  onClean(() => store.close())
  return { worker: workers[0]!, workers, path, store }
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

  test('is started again, however often; what it had acknowledged is there, and who listens is told', async () => {
    const { workers, store } = await onThread()
    const heard: (string | null)[] = []
    let told = () => {}
    store.listen(fault => {
      heard.push(fault ? fault.message : null)
      told()
    })
    await store.boards.create(board)
    for (const times of [1, 2]) {
      const back = new Promise<void>(resolve => {
        told = () => heard.at(-1) === null && resolve()
      })
      await workers.at(-1)!.terminate()
      await back
      expect(await store.boards.all()).toHaveLength(1)
      expect(workers).toHaveLength(1 + times)
    }
    expect(heard).toEqual([expect.stringContaining('has ended'), null, expect.stringContaining('has ended'), null])
    await store.close()
    expect(workers).toHaveLength(3)
  })

  test('one that cannot be started again is tried until it can, and closing does not wait for it', async () => {
    const { workers, store, path } = await onThread()
    const release = new Promise<() => void>(resolve => {
      void workers[0]!.terminate().then(() => resolve(holdLock(path)))
    })
    const reasons: string[] = []
    const refused = new Promise<void>(resolve =>
      store.listen(fault => {
        if (fault && reasons.push(fault.message) > 1) resolve()
      }),
    )
    await refused
    expect(reasons[1]).toMatch(/Another Maelstrom is using the database/)
    const end = await release
    end()
    await store.close()
  })

  test('says why, if it could', async () => {
    const program = `const { parentPort } = require('node:worker_threads')
      parentPort.on('message', () => { throw new Error('the card is gone') })
      parentPort.postMessage({ opened: { path: '', run: 0, methods: { boards: ['all'], modes: ['set'], readings: [], logs: [], alarms: [] } } })`
    const store = await storeOn(
      () => new Worker(program, { eval: true }),
      () => now,
      reader,
    )
    await expect(store.boards.all()).rejects.toMatchObject({ message: expect.stringContaining('the card is gone') })
    await store.close()
  })

  test('before it has opened anything fails the opening', async () => {
    await expect(
      storeOn(
        () => new Worker('process.exit(3)', { eval: true }),
        () => now,
        reader,
      ),
    ).rejects.toMatchObject({
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

test('closing ends the writer also while no reader can be started', async () => {
  const path = join(folder(), 'brewery.sqlite')
  const store = await storeOn(
    () => new Worker(new URL('../../data/thread.ts', import.meta.url), { workerData: { database: path, now } }),
    () => now,
    () => new Worker('process.exit(3)', { eval: true }),
  )
  const asked = expect(store.readings.series()).rejects.toMatchObject({ code: 'unavailable' })
  await store.close()
  await asked
  holdLock(path)()
})

describe('calls that wait', () => {
  test('share commits', async () => {
    const written = async (write: (append: (n: number) => Promise<void>) => Promise<unknown>) => {
      const path = join(folder(), 'brewery.sqlite')
      const store = await freshStore(path)
      await write(n => store.readings.append([{ series: 's', at: n, value: n }]))
      const { length } = readFileSync(`${path}-wal`)
      await store.close()
      return length
    }
    const numbers = Array.from({ length: 150 }, (_, n) => n)
    const together = await written(append => Promise.all(numbers.map(append)))
    const alone = await written(async append => {
      for (const n of numbers) await append(n)
    })
    expect(together).toBeLessThan(alone / 2)
  })

  test('fail by themselves, in the order they were asked', async () => {
    const store = await freshStore()
    const wrong = [
      { series: 's', at: 5, value: 5 },
      { series: 's', at: 0.5, value: 1 },
    ]
    const outcomes = await Promise.allSettled([
      store.boards.create(board),
      store.boards.create(board),
      store.readings.append([{ series: 's', at: 1, value: 1 }]),
      store.readings.append(wrong),
      store.boards.all(),
      store.boards.remove(board.id, 1),
      store.boards.all(),
      store.readings.append([{ series: 's', at: 2, value: 2 }]),
    ])
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { reason: { code: 'conflict' } },
      { status: 'fulfilled' },
      { reason: { code: 'invalid' } },
      { value: [{ id: board.id }] },
      { status: 'fulfilled' },
      { value: [] },
      { status: 'fulfilled' },
    ])
    const points = await store.readings.points({ series: 's', from: 0, to: 10, limit: 10 })
    expect(points.map(({ at }) => at)).toEqual([1, 2])
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
