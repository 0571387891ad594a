import { appendFileSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { openSpool, type Spool, type SpoolRecord } from '../../data/postgres/spool.ts'
import { clean, folder } from './folder.ts'

afterEach(clean)

const record = (number: number, text = 'x'): SpoolRecord => ({
  run: 1,
  number,
  calls: [{ repository: 'logs', method: 'append', values: [text] }],
})

function all(spool: Spool): (number | null)[] {
  const numbers = []
  for (let part = spool.read(0); part; part = spool.read(part.next)) numbers.push(part.record?.number ?? null)
  return numbers
}

test('records come back in their order, however long, also after opening again', () => {
  const path = join(folder(), 'deep', 'maelstrom.spool')
  const spool = openSpool(path)
  expect(all(spool)).toEqual([])
  for (const [n, text] of ['a', 'ö\n\u2028'.repeat(200_000), 'c'].entries()) spool.append(record(n, text))
  expect(all(spool)).toEqual([0, 1, 2])
  expect(all(openSpool(path))).toEqual([0, 1, 2])
  expect(openSpool(path).read(0)!.record).toEqual(record(0, 'a'))
  spool.clear()
  expect([all(spool), spool.size(), readFileSync(path).length]).toEqual([[], 0, 0])
})

test('what a crash left half written is dropped, what was damaged is passed over', () => {
  const path = join(folder(), 'maelstrom.spool')
  const spool = openSpool(path)
  for (const n of [1, 2]) spool.append(record(n))
  truncateSync(path, spool.size() - 5)
  const again = openSpool(path)
  expect(all(again)).toEqual([1])
  again.append(record(3))
  appendFileSync(path, 'garbage\n')
  expect(all(openSpool(path))).toEqual([1, 3, null])
})

test.each([
  ['deleted', (path: string) => rmSync(path)],
  ['emptied by another house', (path: string) => openSpool(path).clear()],
])('what comes after it was %s is all there', (_, interfere) => {
  const path = join(folder(), 'maelstrom.spool')
  const spool = openSpool(path)
  for (const n of [1, 2]) spool.append(record(n))
  interfere(path)
  for (const n of [3, 4]) spool.append(record(n))
  expect([all(spool), all(openSpool(path))]).toEqual([
    [3, 4],
    [3, 4],
  ])
})

test('it has an end, and a full one changes nothing', () => {
  const path = join(folder(), 'maelstrom.spool')
  const spool = openSpool(path, 300)
  const full = () => {
    for (let n = 0; ; n++) spool.append(record(n))
  }
  expect(full).toThrow('nothing more can be kept')
  const kept = all(spool)
  expect(kept.length).toBeGreaterThan(1)
  expect(all(openSpool(path))).toEqual(kept)
  expect(readFileSync(spool.putAside(record(9)), 'utf8')).toContain('"number":9')
})
