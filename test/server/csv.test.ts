import { csvLine } from '../../server/http/csv.ts'
import { pointPages, rowPages, type Sample } from '../../server/http/series.ts'
import { fc } from '../random.ts'

describe('a line of CSV', () => {
  test.each([
    [['beer', 18.5, null, -4], 'beer,18.5,,-4\r\n'],
    [['a,b', 'say "hops"', 'two\nlines'], '"a,b","say ""hops""","two\nlines"\r\n'],
    [['=1+1', '+1', '-1', '@SUM(A1)'], "'=1+1,'+1,'-1,'@SUM(A1)\r\n"],
    [['\t=1', '\r=1', '＝1'], `"'\t=1","'\r=1",'＝1\r\n`],
    [['=HYPERLINK("http://x","y")'], '"\'=HYPERLINK(""http://x"",""y"")"\r\n'],
    [['a=1', ' =1'], 'a=1, =1\r\n'],
  ])('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(line)
  })

  test('no text is ever a formula', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(csvLine([text]).replace(/^"/, '')).not.toMatch(/^[=+\-@\t]/)
      }),
    )
  })
})

const stored: Record<string, Sample[]> = {
  value: Array.from({ length: 12_001 }, (_, n) => ({ at: n * 1000, value: n })),
  target: [{ at: 500, value: 18 }],
  empty: [],
}
const points = async ({ series, from, to, limit }: { series: string; from: number; to: number; limit: number }) =>
  stored[series]!.filter(({ at }) => at >= from && at < to).slice(0, limit)

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages) items.push(...page)
  return items
}

test('a series is read page by page without a gap or a repetition', async () => {
  expect(await all(pointPages(points, 'value', { from: 1000, to: 11_000_000 }))).toEqual(stored.value!.slice(1, 11_000))
})

test('series stand side by side; a set point holds for as long as it is known to', async () => {
  const columns = [
    { series: 'value', holds: 0 },
    { series: 'target', holds: 2_000 },
    { series: 'empty', holds: 0 },
  ]
  const rows = await all(rowPages(points, columns, { from: 0, to: 20_000_000 }))
  expect(rows.slice(0, 5)).toEqual([
    { at: 0, values: [0, null, null] },
    { at: 500, values: [null, 18, null] },
    { at: 1000, values: [1, 18, null] },
    { at: 2000, values: [2, 18, null] },
    { at: 3000, values: [3, null, null] },
  ])
  expect(rows).toHaveLength(12_002)
})

test('a set point is known from the first row on, and none when it was ended', async () => {
  stored.written = [0, 60_000, 119_999, 9_000_000].map(at => ({ at, value: 67 }))
  const columns = [
    { series: 'value', holds: 0 },
    { series: 'written', holds: 120_000 },
  ]
  const rows = await all(rowPages(points, columns, { from: 30_000, to: 9_002_000 }))
  const targetAt = (time: number) => rows.find(({ at }) => at === time)!.values[1]
  expect(rows[0]).toEqual({ at: 30_000, values: [30, 67] })
  expect([119_000, 120_000, 150_000].map(targetAt)).toEqual([67, null, null])
  // What was written last may hold still.
  expect([8_999_000, 9_000_000, 9_001_000].map(targetAt)).toEqual([null, 67, 67])
})
