import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { basename, dirname, join, parse } from 'node:path'
import Database, { type Database as Connection } from 'better-sqlite3'
import { syncFile, syncFolder } from './files.ts'
import { Backup, type BackupReason } from './model/backup.ts'
import { Fault } from './model/fault.ts'

const ending = '-copy-'
let copies = 0

/** Where the backups of the database at `path` are: a folder beside it, so that renaming moves them there. */
export function folderOf(path: string): string {
  return join(dirname(path), 'backups')
}

/** The backups of the database at `path`, newest first. */
export function listBackups(path: string): Backup[] {
  const folder = folderOf(path)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap(name => describe(path, name) ?? [])
    .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
}

/** Where a backup is. Fails with `not-found`. */
export function findBackup(path: string, name: string): string {
  if (listBackups(path).some(backup => backup.name === name)) return join(folderOf(path), name)
  throw new Fault('not-found', `there is no backup "${name}"`)
}

/** Deletes one. Fails with `not-found`. */
export function removeBackup(path: string, name: string): void {
  rmSync(findBackup(path, name))
}

/** Deletes those that were made because it was time to, but for the newest so many. */
export function keepNewest(path: string, count: number, now: number): void {
  const scheduled = listBackups(path).filter(({ reason }) => reason === 'scheduled')
  // What is of a time to come was made while the clock was wrong, so before all others.
  const wrong = scheduled.filter(({ at }) => at > now)
  const newestFirst = [...scheduled.filter(({ at }) => at <= now), ...wrong]
  for (const { name } of newestFirst.slice(count)) removeBackup(path, name)
}

/**
 * Copies the database at `path` among its backups, whether somebody is using it or not. Takes seconds for a large one. Fails with
 * `unavailable` when there is not enough room.
 */
export function makeBackup(path: string, reason: BackupReason, now: number): Backup {
  return addBackup(path, reason, now, copy => copyDatabase(path, copy))
}

/** Adds a file that `write` makes and has on the disk to the backups of the database at `path`, where it appears when it is whole. */
export function addBackup(path: string, reason: BackupReason, now: number, write: (file: string) => void): Backup {
  const folder = folderOf(path)
  mkdirSync(folder, { recursive: true })
  // In that folder from the beginning: it may be a link to another disk.
  const copy = nextCopy(join(folder, basename(path)))
  try {
    write(copy)
    const name = freeName(path, reason, now)
    renameSync(copy, join(folder, name))
    syncFolder(folder)
    return describe(path, name)!
  } finally {
    rmSync(copy, { force: true })
  }
}

/**
 * Makes a consistent, compact copy of the database, beside it unless told where, and on the disk, where `free` bytes are left;
 * returns its path. Fails like `makeBackup`.
 */
export function copyDatabase(path: string, copy = nextCopy(path), free = freeIn(dirname(copy))): string {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  try {
    demandRoom(database, copy, free)
    database.prepare('VACUUM INTO ?').run(copy)
    syncFile(copy)
    return copy
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  } finally {
    database.close()
  }
}

/** Copies the database at `path` to a new `file`, which appears when it is whole and on the disk. Fails like `makeBackup`. */
export function exportTo(path: string, file: string): void {
  renameSync(copyDatabase(path, nextCopy(file)), file)
  syncFolder(dirname(file))
}

/** Beside the original: there is room for one database, which /tmp, in memory on many systems, may not have. */
function nextCopy(path: string): string {
  copies += 1
  return `${path}${ending}${process.pid}-${copies}-${Date.now()}`
}

/** Removes copies that a process left behind when it was killed; another one may be making a backup just now. */
export function removeCopies(path: string): void {
  const beginning = basename(path) + ending
  for (const folder of [dirname(path), folderOf(path)].filter(existsSync)) {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(beginning) || isAnothers(Number.parseInt(name.slice(beginning.length), 10))) continue
      rmSync(join(folder, name), { force: true })
    }
  }
}

/** Whether it is the number of another process that runs. */
function isAnothers(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The name of a backup: `maelstrom-2026-01-01T120000Z-scheduled.sqlite`; a second later when there is one of that time in the folder. */
export function freeName(path: string, reason: BackupReason, now: number, folder = folderOf(path)): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '')
  const name = `${parse(path).name}-${time}Z${reason === 'asked' ? '' : `-${reason}`}.sqlite`
  return existsSync(join(folder, name)) ? freeName(path, reason, now + 1_000, folder) : name
}

function describe(path: string, name: string): Backup | null {
  const stem = `${parse(path).name}-`
  const [, time, reason = 'asked'] = /^(\d{4}-\d\d-\d\dT\d{6})Z(?:-(\w+))?\.sqlite$/.exec(name.slice(stem.length)) ?? []
  if (!time || !name.startsWith(stem)) return null
  const at = Date.parse(`${time.slice(0, 13)}:${time.slice(13, 15)}:${time.slice(15)}Z`)
  // It may be gone since it was listed, lead nowhere, or be a folder that somebody called so.
  const file = statSync(join(folderOf(path), name), { throwIfNoEntry: false })
  return file?.isFile() ? (Backup.safeParse({ name, at, size: file.size, reason }).data ?? null) : null
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** A copy must not fill the disk that readings are written to. */
function demandRoom(database: Connection, copy: string, free: number): void {
  const number = (pragma: string) => Number(database.pragma(pragma, { simple: true }))
  const needed = (number('page_count') - number('freelist_count')) * number('page_size') * 1.1
  if (free >= needed) return
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`
  throw new Fault(
    'unavailable',
    `There is no room for a backup: it needs ${megabytes(needed)}, and ${megabytes(free)} are free in ${dirname(copy)}.`,
  )
}
