import { z } from 'zod'
import { Level, type LogEntry } from '../../data/model/log.ts'
import { Instant } from '../../data/model/units.ts'
import type { LogQuery, Store } from '../../data/store.ts'
import { download } from './documents.ts'
import type { History } from './history.ts'
import { demandSeries } from './known-series.ts'
import { inQuery } from './paging.ts'
import { type Route, route } from './route.ts'
import { pointPages, rowPages } from './series.ts'

const Format = z.enum(['csv', 'json']).default('csv')
const Span = z.object({
  format: Format,
  from: inQuery(Instant).default(0).describe('ms since 1970, included; the first point when left out'),
  to: inQuery(Instant).optional().describe('ms since 1970, not included; now when left out'),
})
const LogFilter = z.object({
  format: Format,
  level: Level.optional().describe('this level and above'),
  source: z.string().optional(),
  text: z.string().optional().describe('a piece of the message'),
})

const tables = ['text/csv', 'application/json']
/** Set points and outputs are written once a minute at least: what is older than two is not known to hold any more. */
const holds = 120_000

/** What was measured and said as files for spreadsheets and programs, of any length. Times are UTC, temperatures °C. */
export function exportRoutes({ brewery, store, clock, flush }: History): Route[] {
  const { points } = store.readings
  return [
    route({
      method: 'get',
      path: '/logs/export',
      summary: 'Download the log, newest first',
      tag: 'logs',
      query: LogFilter,
      download: tables,
      async handle({ query: { format, ...filter } }) {
        await flush()
        return {
          download: await download({
            name: `maelstrom-log-${day(clock.now())}`,
            format,
            columns: ['time', 'level', 'source', 'message'],
            cells: ({ at, level, source, message }) => [time(at), level, source, message],
            pages: logPages(store.logs.find, filter),
          }),
        }
      },
    }),
    route({
      method: 'get',
      path: '/readings/:series/export',
      summary: 'Download a series, point by point as far back as single points are kept',
      tag: 'readings',
      query: Span,
      download: tables,
      async handle({ params, query: { format, from, to = clock.now() + 1 } }) {
        const series = params.series!
        await flush()
        await demandSeries(series, brewery, store.readings)
        return {
          download: await download({
            name: `${fileName(series)}-${day(clock.now())}`,
            format,
            columns: ['time', 'value'],
            cells: ({ at, value }) => [time(at), value],
            about: { series },
            pages: pointPages(points, series, { from, to }),
          }),
        }
      },
    }),
    route({
      method: 'get',
      path: '/vessels/:id/export',
      summary: "Download a vessel's process value (°C), set point (°C) and output (%), a row for each moment",
      tag: 'vessels',
      query: Span,
      download: tables,
      async handle({ params, query: { format, from, to = clock.now() + 1 } }) {
        const { id, name } = brewery.configuration.find('vessels', params.id!)
        await flush()
        const columns = [
          { series: `${id}.processValue`, holds: 0 },
          { series: `${id}.setPoint`, holds },
          { series: `${id}.output`, holds },
        ]
        return {
          download: await download({
            name: `${id}-${day(clock.now())}`,
            format,
            columns: ['time', 'process value', 'set point', 'output'],
            cells: ({ at, values }) => [time(at), ...values],
            about: { vessel: id, name, columns: ['processValue', 'setPoint', 'output'] },
            pages: rowPages(points, columns, { from, to }),
          }),
        }
      },
    }),
  ]
}

const logPage = 500

async function* logPages(
  find: Store['logs']['find'],
  filter: Omit<LogQuery, 'before' | 'limit'>,
): AsyncGenerator<LogEntry[]> {
  for (let before: number | undefined; ; ) {
    const page = await find({ ...filter, before, limit: logPage })
    yield page
    if (page.length < logPage) return
    before = page.at(-1)!.id
  }
}

const time = (at: Instant) => new Date(at).toISOString()
const day = (at: Instant) => time(at).slice(0, 10)
const fileName = (series: string) => series.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 80)
