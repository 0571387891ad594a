import { types } from 'node:util'
import { Fault } from './model/fault.ts'

/** The `Fault` behind an error of SQLite or the file system, or the error itself when it is none of theirs. */
export function explain(error: unknown, path: string): unknown {
  // The addon's errors may be of another realm than ours.
  if (error instanceof Fault || !types.isNativeError(error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(path, saying(error))
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new Fault('unavailable', `The disk is full: nothing could be saved to ${path}. Make room on it.`)
  }
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM|AUTH)|EACCES|EPERM|EROFS|EISDIR|ENOTDIR)/.test(code)) {
    return new Fault(
      'unavailable',
      `The database ${path} cannot be opened for writing (${code}). Check that it is a file, and the permissions of it and its folder.`,
    )
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return new Fault('unavailable', `Another program keeps the database ${path} locked. Close it and try again.`)
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return new Fault('unavailable', `The disk failed to read or write ${path} (${code}). Nothing was saved.`)
  }
  return error
}

/** What to say of a database that is damaged. */
export function corrupt(path: string, found: string): Fault {
  return new Fault(
    'unusable',
    `The database ${path} is damaged (${found}). Keep the file as it is; put a backup in its place, or move it away to start with an empty one.`,
  )
}

/** What the database said, without the query that knex puts in front of it. */
export function saying({ message }: Error): string {
  return message.split(' - ').at(-1)!
}
