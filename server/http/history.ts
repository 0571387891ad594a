import { z } from 'zod'
import { Level, LogEntry } from '../../data/model/log.ts'
import { Bucket } from '../../data/model/reading.ts'
import { type Clock, Instant } from '../../data/model/units.ts'
import type { Store } from '../../data/store.ts'
import type { Brewery } from '../brewery.ts'
import { demandSeries } from './known-series.ts'
import { inQuery, NewestFirst, page, pageOf } from './paging.ts'
import { type Route, route } from './route.ts'

const Series = z.object({ series: z.string(), from: Instant, to: Instant })

const Range = z.object({
  from: inQuery(Instant).optional().describe('ms since 1970, included; the first point when left out'),
  to: inQuery(Instant).optional().describe('ms since 1970, not included; now when left out'),
  buckets: inQuery(z.int().min(1).max(5000))
    .optional()
    .describe('answer with at most so many buckets, their true minimum and maximum kept'),
  limit: inQuery(z.int().min(1).max(50_000)).default(10_000).describe('without buckets: most points of one page'),
})

const LogPage = NewestFirst.extend({
  level: Level.optional().describe('this level and above'),
  source: z.string().optional(),
  text: z.string().optional().describe('a piece of the message'),
})

/** Where what was measured and said is read from; `flush` writes what the recorder still holds. */
export interface History {
  readonly brewery: Pick<Brewery, 'configuration'>
  readonly store: Pick<Store, 'readings' | 'logs'>
  readonly clock: Pick<Clock, 'now'>
  flush(): Promise<void>
}

/** What was measured and what was said. */
export function historyRoutes({ brewery, store, clock, flush }: History): Route[] {
  return [
    route({
      method: 'get',
      path: '/readings',
      summary: 'List the series: kettle.processValue, kettle.setPoint, kettle.output, sensors.beer …',
      tag: 'readings',
      answer: page(Series),
      async handle() {
        await flush()
        return { body: { items: await store.readings.series(), next: null } }
      },
    }),
    route({
      method: 'get',
      path: '/readings/:series',
      summary: 'Read a series, point by point or in buckets for a chart',
      tag: 'readings',
      query: Range,
      answer: z.union([
        z.object({ series: z.string(), buckets: z.array(Bucket) }),
        z.object({
          series: z.string(),
          points: z.array(z.object({ at: Instant, value: z.number() })),
          next: Instant.nullable(),
        }),
      ]),
      async handle({ params, query: { from: asked, to = clock.now() + 1, buckets, limit } }) {
        const series = params.series!
        await flush()
        await demandSeries(series, brewery, store.readings)
        const from = asked ?? (await store.readings.series()).find(known => known.series === series)?.from ?? 0
        if (buckets !== undefined) {
          return { body: { series, buckets: await store.readings.buckets({ series, from, to, count: buckets }) } }
        }
        const points = await store.readings.points({ series, from, to, limit })
        return { body: { series, points, next: points.length === limit ? points.at(-1)!.at + 1 : null } }
      },
    }),
    route({
      method: 'get',
      path: '/logs',
      summary: 'Read the log, newest first',
      tag: 'logs',
      query: LogPage,
      answer: page(LogEntry.extend({ id: z.int() })),
      async handle({ query }) {
        await flush()
        return { body: pageOf(await store.logs.find(query), query.limit) }
      },
    }),
  ]
}
