import type { Knex } from 'knex'
import type { Bucket, Point } from '../model/reading.ts'

/** What each database does in a way of its own: here it is worth the speed, or there is no common one. */
export interface Dialect {
  /** Appends points in one transaction, and keeps their rollups true. */
  append(knex: Knex, points: readonly Point[]): Promise<void>
  buckets(knex: Knex, query: BucketQuery): Promise<Bucket[]>
  /** The condition that a text holds a piece, taken literally but for upper and lower case. */
  holds(knex: Knex, column: string, piece: string): Knex.Raw
  /** Bytes of the whole database. */
  size(knex: Knex): Promise<number>
}

/** Which buckets: at most `count` that cover [from, to). */
export interface BucketQuery {
  series: string
  from: number
  to: number
  count: number
}
