import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from './model/fault.ts'

/** The absolute path behind `database`, a path or a `file:` or `sqlite:` URL; makes its folder. Fails with `unusable`. */
export function locate(database: string): string {
  const path = resolve(toPath(database.trim()))
  mkdirSync(dirname(path), { recursive: true })
  // One file has one name, whatever links lead to it: the lock is kept beside it.
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path))
}

function toPath(database: string): string {
  // Two letters at least: "C:" is a drive.
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(database) ?? []
  switch (scheme?.toLowerCase()) {
    case undefined:
      if (database === '' || database.startsWith(':')) throw unusable(database)
      return database
    case 'file':
      try {
        return rest!.startsWith('/') ? fileURLToPath(`file:${rest}`) : decodeURIComponent(rest!)
      } catch {
        throw unusable(database)
      }
    case 'sqlite':
      return rest!.startsWith('//') ? rest!.slice(2) : rest!
    default:
      throw unusable(database)
  }
}

function unusable(database: string): Fault {
  // A URL may carry a password: say no more of it than its scheme.
  const shown = /^[a-z0-9+.-]*:/i.exec(database)?.[0] ?? ''
  return new Fault(
    'unusable',
    `Maelstrom keeps its data in an SQLite file or in PostgreSQL and cannot use the database "${shown}…". ` +
      'Give the path of a file, e.g. data/maelstrom.sqlite, or a URL: file:///var/lib/maelstrom/maelstrom.sqlite or postgres://user:password@host/database.',
  )
}
