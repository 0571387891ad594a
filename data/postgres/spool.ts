import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../files.ts'
import { Fault } from '../model/fault.ts'

/** Calls that were answered but are not in the database: the group of a run that they came in. */
export interface SpoolRecord {
  run: number
  number: number
  calls: { repository: string; method: string; values: unknown[] }[]
}

/** A file of calls that are to be done once the database is back, in their order. */
export interface Spool {
  readonly path: string
  /** Bytes of all records. */
  size(): number
  /** Writes one down, on the disk. Fails with `unavailable` when there is no room, and then changes nothing. */
  append(record: SpoolRecord): void
  /** The record that begins at a byte, and where the next one does; null at the end. */
  read(from: number): { record: SpoolRecord | null; next: number } | null
  /** Forgets all. */
  clear(): void
  /** Puts a record aside that the database refuses for good, for somebody to look at; says where. */
  putAside(record: SpoolRecord): string
}

/** Days of a busy brewery. */
const largest = 256 * 1024 * 1024
const newline = 0x0a
const chunk = 256 * 1024

/** The spool at `path`, with what an earlier run left in it; the file is made when it is needed. */
export function openSpool(path: string, most = largest): Spool {
  let size = sizeOf(path) > 0 ? dropTorn(path) : 0

  return {
    path,
    size: () => size,
    append(record) {
      const bytes = Buffer.from(`${JSON.stringify(record)}\n`)
      if (size + bytes.length > most) throw noRoom(path, `it has reached ${Math.round(most / 1e6)} MB`)
      // Somebody may have deleted it, or another house have taken what was in it.
      size = write(path, bytes, Math.min(size, sizeOf(path)))
    },
    read(from) {
      if (from >= size) return null
      const line = readLine(path, from, size)
      return { record: parse(line.toString()), next: from + line.length + 1 }
    },
    clear() {
      if (size > 0) size = truncate(path, 0)
    },
    putAside(record) {
      const aside = `${path}-refused`
      write(aside, Buffer.from(`${JSON.stringify(record)}\n`), sizeOf(aside))
      return aside
    },
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Appends, all or nothing; returns the new size. */
function write(path: string, bytes: Buffer, size: number): number {
  const isNew = !existsSync(path)
  try {
    if (isNew) mkdirSync(dirname(path), { recursive: true })
    const file = openSync(path, isNew ? 'w' : 'r+', 0o600)
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, size + done)
      fsyncSync(file)
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    } finally {
      closeSync(file)
    }
    if (isNew) syncFolder(dirname(path))
    return size + bytes.length
  } catch (error) {
    throw noRoom(path, (error as Error).message)
  }
}

/** Cuts off what a crash left half written, which nobody was told was kept; returns what remains. */
function dropTorn(path: string): number {
  const file = openSync(path, 'r')
  let end = statSync(path).size
  try {
    const byte = Buffer.alloc(1)
    while (end > 0 && readSync(file, byte, 0, 1, end - 1) === 1 && byte[0] !== newline) end -= 1
  } finally {
    closeSync(file)
  }
  return end === statSync(path).size ? end : truncate(path, end)
}

function truncate(path: string, size: number): number {
  const file = openSync(path, 'r+')
  try {
    ftruncateSync(file, size)
    fsyncSync(file)
    return size
  } finally {
    closeSync(file)
  }
}

function readLine(path: string, from: number, size: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const pieces: Buffer[] = []
    for (let at = from; at < size; at += chunk) {
      const piece = Buffer.alloc(Math.min(chunk, size - at))
      readSync(file, piece, 0, piece.length, at)
      const end = piece.indexOf(newline)
      pieces.push(end < 0 ? piece : piece.subarray(0, end))
      if (end >= 0) break
    }
    return Buffer.concat(pieces)
  } finally {
    closeSync(file)
  }
}

/** Null: the disk has damaged it. */
function parse(line: string): SpoolRecord | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function noRoom(path: string, why: string): Fault {
  return new Fault('unavailable', `PostgreSQL is away, and nothing more can be kept in ${path}: ${why}.`)
}
