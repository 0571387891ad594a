import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Knex } from 'knex'
import { withConnection } from '../database.ts'
import type { Store } from '../store.ts'

const ending = '-copy-'
let copies = 0

/** The database as a file: how large it is, and copies of it. */
export function file(knex: Knex): Store['file'] {
  return {
    copy: () =>
      withConnection(knex, connection => {
        const [main] = connection.pragma('database_list') as { file: string }[]
        copies += 1
        // Beside the original: there is room for one database, which /tmp, in memory on many systems, may not have.
        const path = `${main!.file}${ending}${process.pid}-${copies}`
        try {
          connection.prepare('VACUUM INTO ?').run(path)
        } catch (error) {
          rmSync(path, { force: true })
          throw error
        }
        return path
      }),
    size: () =>
      withConnection(
        knex,
        connection =>
          Number(connection.pragma('page_count', { simple: true })) *
          Number(connection.pragma('page_size', { simple: true })),
      ),
  }
}

/** Removes copies that a process left behind when it was killed; the lock says that there is no other one. */
export function removeCopies(database: string): void {
  const folder = dirname(database)
  for (const name of readdirSync(folder)) {
    if (name.startsWith(basename(database) + ending)) rmSync(join(folder, name), { force: true })
  }
}
