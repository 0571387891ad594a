import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { addBackup, folderOf, freeName, makeBackup } from './backups.ts'
import { type Counters, countersOf, countOn } from './counters.ts'
import { corrupt } from './failure.ts'
import { syncFile, syncFolder } from './files.ts'
import { inspect } from './inspect.ts'
import { type Latched, latchAgain, latchedIn } from './latched.ts'
import { holdLock } from './lock.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { Fault } from './model/fault.ts'
import { demandReadable } from './readable.ts'

/** A database of this ending takes the other's place at the next opening. */
const prepared = (path: string) => `${path}-restore`
const draft = (path: string) => `${path}-restore-draft`
const left = (path: string) => [draft(path), `${draft(path)}-wal`, `${draft(path)}-shm`, `${draft(path)}-journal`]

/**
 * Lays a copy of `backup` ready to take the place of the database at `path` when that is opened next: checked from end to
 * end and brought up to date, with every vessel off and every hand switch off, so that nothing heats until somebody says so; trips and
 * an emergency stop that are latched stay so. Fails with
 * `not-found`, or with `unusable` when it is damaged, foreign or newer than this program; then nothing is ready.
 */
export function prepareRestore(path: string, backup: string, now: number): void {
  if (!statSync(backup, { throwIfNoEntry: false })?.isFile())
    throw new Fault('not-found', `There is no file ${backup}.`)
  removeDraft(path)
  try {
    copyFileSync(backup, draft(path))
    // What was copied with the program stopped may have its newest part beside it.
    if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${draft(path)}-wal`)
    check(draft(path), backup)
    rest(draft(path), { past: pastOf(path), backup: basename(backup), now })
    syncFile(draft(path))
    renameSync(draft(path), prepared(path))
    syncFolder(dirname(path))
  } finally {
    removeDraft(path)
  }
}

/**
 * Puts what lies ready in the place of the database, which goes among its backups as `…-replaced`. A crash leaves the one or the
 * other, never something between. Only whoever holds the lock may do this. Returns where the replaced one is now, null when there was none.
 */
export function finishRestore(path: string, now: number): string | null {
  removeDraft(path)
  if (!existsSync(prepared(path))) return null
  const replaced = existsSync(path) ? putAside(path, now) : null
  for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true })
  syncFolder(dirname(path))
  renameSync(prepared(path), path)
  syncFolder(dirname(path))
  return replaced
}

/**
 * Restores a backup while nobody uses the database at `path`; returns where that is now. Fails like `prepareRestore`, and with
 * `unavailable` while somebody does.
 */
export function restore(path: string, backup: string, now: number): string | null {
  const release = holdLock(path)
  try {
    prepareRestore(path, backup, now)
    return finishRestore(path, now)
  } finally {
    release()
  }
}

function check(file: string, backup: string): void {
  try {
    if (!inspect(file)) throw new Fault('unusable', 'The file is empty.')
    const database = new Database(file, { fileMustExist: true })
    try {
      const found = String(database.pragma('integrity_check(1)', { simple: true }))
      if (found !== 'ok') throw corrupt(file, found)
      // Now, and not when it has taken the other's place already.
      migrate(database, migrations)
      demandReadable(database)
    } finally {
      database.close()
    }
  } catch (error) {
    const message = (error as Error).message.replaceAll(file, backup)
    throw new Fault('unusable', `This backup cannot be restored, and nothing was changed. ${message}`)
  }
}

/**
 * Turns everything off, keeps off what is latched in the database that is replaced, and goes on counting where that got to: neither
 * numbers of messages nor versions repeat.
 */
function rest(file: string, { past, backup, now }: { past: Past | null; backup: string; now: number }): void {
  const database = new Database(file, { fileMustExist: true })
  try {
    database
      .transaction(() => {
        database.exec('DELETE FROM modes; DELETE FROM switches')
        countOn(database, past?.counters ?? null, now)
        if (past) latchAgain(database, past.latched)
        database
          .prepare("INSERT INTO logs (at, level, source, message) VALUES (?, 'warning', 'backup', ?)")
          .run(now, `restored from ${backup}: every vessel is off, every output switched by hand too`)
      })
      .immediate()
    database.pragma('journal_mode = DELETE')
  } finally {
    database.close()
  }
}

interface Past {
  counters: Counters
  latched: Latched
}

/** How far the database at `path` counted, and what is latched in it; null when it cannot be read, because it is damaged or not there. */
function pastOf(path: string): Past | null {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true })
    try {
      return { counters: countersOf(database), latched: latchedIn(database) }
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}

/** Has what is replaced become a backup; returns where it is. SQLite would play its log back into the new one: a damaged one's is put away. */
function putAside(path: string, now: number): string {
  try {
    return settle(path) ? keep(path, now) : join(folderOf(path), makeBackup(path, 'replaced', now).name)
  } catch {
    // It is replaced because it is damaged.
    const kept = keep(path, now)
    const log = `${path}-wal`
    if (existsSync(log) && statSync(log).size > 0) renameSync(log, `${path}-wal-replaced`)
    return kept
  }
}

/** Empties the write-ahead log into the file; false when somebody who reads it is in the way. */
function settle(path: string): boolean {
  const database = new Database(path, { fileMustExist: true, timeout: 1_000 })
  try {
    const [found] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return found!.busy === 0
  } finally {
    database.close()
  }
}

/** Among the backups; or beside the new one where that cannot be, because their disk is full or gone: the house has to open. */
function keep(path: string, now: number): string {
  try {
    const { name } = addBackup(path, 'replaced', now, file => link(path, file, () => copy(path, file)))
    return join(folderOf(path), name)
  } catch {
    const aside = join(dirname(path), freeName(path, 'replaced', now, dirname(path)))
    link(path, aside, () => renameSync(path, aside))
    return aside
  }
}

/** A second name for the same file costs nothing; not all file systems have it. */
function link(path: string, name: string, otherwise: () => void): void {
  try {
    linkSync(path, name)
  } catch {
    otherwise()
  }
}

function copy(path: string, file: string): void {
  copyFileSync(path, file)
  syncFile(file)
}

function removeDraft(path: string): void {
  for (const file of left(path)) rmSync(file, { force: true })
}
