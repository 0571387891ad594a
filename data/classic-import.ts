import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { applicationId } from './inspect.ts'
import { AppSetting, ClassicProfileBody, IoController, IoControllerBody } from './model/classic.ts'
import { notesOf, toProfile } from './model/classic-profile.ts'
import type { Scale } from './model/degrees.ts'
import { Fault } from './model/fault.ts'
import { cut } from './model/naming.ts'
import { Profile } from './model/profile.ts'
import { issuesOf, type Schema } from './model/schema.ts'
import type { Original } from './original.ts'
import { printable, type Row } from './repositories/rows.ts'

/** Tables without which a database is not the original's; it made others as it grew. */
const needed = ['profile', 'profileTemperature', 'iocontroller', 'appsetting']

/**
 * Reads a database of the original Maelstrom (`data/db`) without changing a byte of it. `scale` is what its
 * temperatures are in. Fails with `unusable` when it is damaged, or something else.
 */
export function readOriginal(path: string, scale: Scale): Original {
  if (!existsSync(path)) throw new Fault('unusable', `There is no file ${path}. The original kept its data in data/db.`)
  const file = resolve(path)
  const all = (database: Database) => readAll(database, path, scale)
  try {
    try {
      return reading(file, { readonly: true }, all)
    } catch (error) {
      // It was killed in the middle of a change, which only who may write takes back.
      if ((error as { code?: string }).code !== 'SQLITE_READONLY_ROLLBACK') throw error
      return onCopy(file, copy => reading(copy, {}, all))
    }
  } catch (error) {
    throw error instanceof Fault ? error : unreadable(path, (error as Error).message)
  }
}

function reading(file: string, options: { readonly?: boolean }, read: (database: Database) => Original): Original {
  const database = new Database(file, { ...options, fileMustExist: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

function onCopy(file: string, read: (copy: string) => Original): Original {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-import-'))
  try {
    const copy = join(folder, 'db')
    for (const ending of ['', '-journal']) copyFileSync(file + ending, copy + ending)
    return read(copy)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readAll(database: Database, path: string, scale: Scale): Original {
  if (database.pragma('application_id', { simple: true }) === applicationId) {
    throw new Fault('unusable', `${path} belongs to this Maelstrom. Give the data/db of the original one.`)
  }
  const found = String(database.pragma('quick_check(1)', { simple: true }))
  if (found !== 'ok') throw unreadable(path, found.split('\n')[0]!)
  const tables = database.prepare<string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  const missing = needed.filter(table => !tables.includes(table))
  if (missing.length > 0) {
    throw new Fault(
      'unusable',
      `${path} is no database of the original Maelstrom: it has no table ${missing.join(', ')}. Give its data/db.`,
    )
  }
  const rows = (table: string, from = table): Row[] =>
    tables.includes(from) ? database.prepare<Row>(`SELECT * FROM "${table}" ORDER BY id`).all().map(printable) : []
  const left: string[] = []

  /** What fits is taken; of what does not, one sentence is kept. */
  function taken<T>(what: string, schema: Schema<T>, value: unknown): T[] {
    const result = schema.safeParse(value)
    if (result.success) return [result.data]
    const issues = issuesOf(result.error).map(({ pointer, message }) => `${pointer} ${message}`.trim())
    left.push(`${what}: ${issues.join('; ')}`)
    return []
  }

  const temperatures = rows('profileTemperature')
  const events = rows('profileEvent')
  const points = (all: Row[], profile: Row) =>
    all.filter(row => row.profile_id === profile.id).map(row => ({ ...row, days: row.day ?? null }))
  const profiles = rows('profile').flatMap(row => {
    const what = `profile ${row.id} "${row.name}"`
    const value = {
      ...row,
      name: named(row, 60, 'Profile'),
      temperatures: points(temperatures, row),
      events: points(events, row),
    }
    return taken(what, ClassicProfileBody, value).flatMap(body => {
      const notes = notesOf(body, scale)
      const name = body.name!
      try {
        return taken(what, Profile, { ...toProfile('profile', name, notes), version: 1 }).map(() => ({ name, notes }))
      } catch (error) {
        left.push(`${what}: ${(error as Error).message}`)
        return []
      }
    })
  })
  const controllers = rows('iocontroller').flatMap(row =>
    taken(`controller ${row.id}`, IoControllerBody, { ...row, name: named(row, 100, 'New Controller') }).flatMap(body =>
      taken(`controller ${row.id}`, IoController, { address: null, port: null, socket: null, ...body, id: row.id }),
    ),
  )
  const settings = rows('appsetting').flatMap(row => taken(`setting ${row.name}`, AppSetting, row))
  for (const table of ['iochamber', 'iodevice']) {
    const count = rows(table).length
    if (count > 0) left.push(`${count} of ${table}: set up vessels, sensors and actuators instead`)
  }
  return { profiles, controllers, settings, left }
}

/** A name that fits; the original asked for none. */
function named({ name }: Row, longest: number, otherwise: string): string {
  return cut(String(name ?? ''), longest) || otherwise
}

function unreadable(path: string, found: string): Fault {
  return new Fault(
    'unusable',
    `${path} cannot be read as an SQLite database (${found}). Close the original Maelstrom, and give its data/db or a backup of it.`,
  )
}
