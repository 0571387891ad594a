import { resolve } from 'node:path'
import { Fault } from '../model/fault.ts'

/** Where a PostgreSQL database is. */
export interface Address {
  /** With its password: never shown. */
  url: string
  /** Without it. */
  shown: string
  /** The folder in which what must be kept waits while the connection is lost; `?spool=` in the URL. */
  spool: string
}

/** Whether it is the URL of a PostgreSQL database. */
export function isPostgres(database: string): boolean {
  return /^postgres(ql)?:/i.test(database.trim())
}

/** Reads a URL such as `postgres://user:password@host:5432/database`. Fails with `unusable`. */
export function readAddress(database: string): Address {
  const url = parse(database.trim())
  // A password that is not percent-encoded is taken for something else, and must not be shown as such.
  if (!url || !/^\/[^/@]+$/.test(url.pathname) || url.hash !== '' || url.search.includes('@')) {
    throw new Fault(
      'unusable',
      'This is not the URL of a PostgreSQL database: expected postgres://user:password@host:5432/database, with what is special in the password percent-encoded.',
    )
  }
  const shown = `postgres://${url.host}${url.pathname}`
  const spool = resolve(url.searchParams.get('spool') ?? 'data')
  url.searchParams.delete('spool')
  return { url: url.href, shown, spool }
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
