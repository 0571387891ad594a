import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { corrupt } from './failure.ts'
import { syncFolder } from './files.ts'
import { migrations } from './migrations/index.ts'
import { Fault } from './model/fault.ts'

/** "mael" in the header of an SQLite file says that it is ours. */
export const applicationId = 0x6d61656c

/**
 * Looks at the file without changing a byte of it: false when there is none yet, true when this program can use it.
 * Fails with `unusable`. Only whoever holds the lock may look: closing a file drops SQLite's locks on it.
 */
export function inspect(path: string): boolean {
  const header = readHeader(path)
  if (header === null) return false
  if (header.length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw foreign(path, 'is not an SQLite database')
  }
  if (header.readUInt32BE(68) !== applicationId) throw foreign(path, 'belongs to another program')
  const database = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const version = Number(database.pragma('user_version', { simple: true }))
    if (version > migrations.length) {
      throw new Fault(
        'unusable',
        `The database ${path} was written by a newer Maelstrom (its schema is ${version}, this one knows ${migrations.length}). Update the program, or give it another database.`,
      )
    }
    for (const table of migrations.slice(0, version).flatMap(({ checked = [] }) => checked)) {
      const found = database.pragma(`quick_check(${table})`, { simple: true })
      if (found !== 'ok') throw corrupt(path, String(found).split('\n')[0]!)
    }
    return true
  } finally {
    database.close()
  }
}

/**
 * Makes an empty database that is ours from its first byte on: it appears under its name complete and in WAL mode,
 * so that a crash leaves either no file or a good one.
 */
export function create(path: string): void {
  const memory = new Database(':memory:')
  memory.pragma(`application_id = ${applicationId}`)
  memory.exec('VACUUM')
  const image = memory.serialize()
  memory.close()
  // File format versions 2 and 2: write-ahead log.
  image[18] = 2
  image[19] = 2
  // A log left behind by a database that was moved away would be played back into the new one.
  for (const rest of ['-wal', '-shm', '-new']) rmSync(path + rest, { force: true })
  const file = openSync(`${path}-new`, 'wx')
  writeSync(file, image)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}-new`, path)
  syncFolder(dirname(path))
}

function readHeader(path: string): Buffer | null {
  if (!existsSync(path)) return null
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(100)
    const length = readSync(file, header)
    return length === 0 ? null : header.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

function foreign(path: string, found: string): Fault {
  return new Fault(
    'unusable',
    `${path} ${found}. Maelstrom has left it as it is: move it away, or give Maelstrom another path for its database.`,
  )
}
