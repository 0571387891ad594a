import { types } from 'node:util'
import Database from 'better-sqlite3'
import { Fault } from './model/fault.ts'

/**
 * Makes this process the only one that uses the database at `path`, until the function it returns is called or the
 * process ends, however it ends. Fails with `unavailable` while another one does.
 */
export function holdLock(path: string): () => void {
  // A file of its own, so that readers and backups may still open the database. It never holds a byte: SQLite
  // is used for its portable file locks alone, which the system drops with the process.
  const lock = new Database(`${path}-lock`, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    // The addon's errors may be of another realm than ours.
    if (!types.isNativeError(error) || !('code' in error) || error.code !== 'SQLITE_BUSY') throw error
    throw new Fault(
      'unavailable',
      `Another Maelstrom is using the database ${path}. Stop it, or give this one its own.`,
    )
  }
  return () => {
    lock.close()
  }
}
