import { createReadStream, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { Backup, BackupName } from '../../data/model/backup.ts'
import type { Clock } from '../../data/model/units.ts'
import type { Store } from '../../data/store.ts'
import type { Backups } from '../backups.ts'
import { page } from './paging.ts'
import { parse } from './problem.ts'
import { type Download, type Route, route } from './route.ts'

const type = 'application/vnd.sqlite3'

/** Copies of the database: those that are kept beside it, and one to take away. */
export function backupRoutes(parts: {
  backups: Pick<Backups, 'make' | 'copy' | 'restore'>
  store: { backups: Pick<Store['backups'], 'list' | 'find' | 'remove'> }
  clock: Pick<Clock, 'now'>
}): Route[] {
  const { backups, store, clock } = parts
  const nameIn = (params: Record<string, string>) => parse(BackupName, params.name, 'name')
  return [
    route({
      method: 'get',
      path: '/backups',
      summary: 'List the backups that are kept beside the database, newest first',
      tag: 'backups',
      answer: page(Backup),
      async handle() {
        return { body: { items: await store.backups.list(), next: null } }
      },
    }),
    route({
      method: 'post',
      path: '/backups',
      summary: 'Make a backup and keep it beside the database',
      tag: 'backups',
      answer: Backup,
      status: 201,
      async handle() {
        const backup = await backups.make()
        return { status: 201, body: backup, location: `/api/v1/backups/${backup.name}` }
      },
    }),
    route({
      method: 'get',
      path: '/backups/:name',
      summary: 'Download a backup that is kept',
      tag: 'backups',
      download: [type],
      async handle({ params }) {
        const name = nameIn(params)
        return { download: fileOf(await store.backups.find(name), name) }
      },
    }),
    route({
      method: 'delete',
      path: '/backups/:name',
      summary: 'Delete a backup',
      tag: 'backups',
      status: 204,
      async handle({ params }) {
        await store.backups.remove(nameIn(params))
        return {}
      },
    }),
    route({
      method: 'post',
      path: '/backups/:name/restore',
      summary: 'Check a backup and open the house again with it, every vessel off; what is there now becomes a backup',
      tag: 'backups',
      status: 202,
      answer: z.object({ name: BackupName }),
      async handle({ params }) {
        const name = nameIn(params)
        await backups.restore(name)
        return { status: 202, body: { name } }
      },
    }),
    route({
      method: 'get',
      path: '/backup',
      summary: 'Download a consistent copy of the database, as it is now',
      tag: 'backups',
      download: [type],
      async handle({ head }) {
        const at = new Date(clock.now()).toISOString().replace(/^(.{10})T(\d\d):(\d\d).*$/, '$1-$2$3')
        const name = `maelstrom-${at}.sqlite`
        // How long it is shows only when it is made.
        if (head) return { download: { type, name, content: Readable.from([]) } }
        const path = await backups.copy()
        const download = fileOf(path, name)
        download.content.once('close', () => void rm(path, { force: true }))
        return { download }
      },
    }),
  ]
}

function fileOf(path: string, name: string): Download {
  return { type, name, length: statSync(path).size, content: createReadStream(path) }
}
