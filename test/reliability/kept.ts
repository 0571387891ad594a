import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Opens a copy of the database as it was left, with what is in its log, and looks at it. */
export function lookAt<Result>(database: string, look: (copy: Database) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-look-'))
  try {
    const path = join(folder, 'copy.sqlite')
    for (const end of ['', '-wal']) if (existsSync(database + end)) copyFileSync(database + end, path + end)
    const copy = new Database(path)
    try {
      return look(copy)
    } finally {
      copy.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Whether its pages, its indexes and its references are whole. */
export function isSound(copy: Database): boolean {
  const references = copy.pragma('foreign_key_check') as unknown[]
  return copy.pragma('integrity_check', { simple: true }) === 'ok' && references.length === 0
}

/** Up to where the writers of programs/rows.ts got; `torn` counts series with a gap, or rollups that say otherwise. */
export function keptIn(database: string, writers: number): { ends: number[]; torn: number; sound: boolean } {
  return lookAt(database, copy => {
    let torn = 0
    // Without its log, a young database has not even its tables.
    const isEmpty = !copy.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'readings'`).get()
    if (isEmpty) return { ends: Array.from({ length: writers }, () => 0), torn, sound: isSound(copy) }
    const ends = Array.from({ length: writers }, (_, writer) => {
      const points = copy.prepare<{ count: number; end: number; wrong: number }>(
        `SELECT count(*) count, coalesce(max(at) / 1000 + 1, 0) end, coalesce(sum(at <> value * 1000), 0) wrong
         FROM readings WHERE series = (SELECT key FROM series WHERE name = ?)`,
      )
      const { count, end, wrong } = points.get(`s${writer}`)!
      const rolledUp = copy
        .prepare<number>(
          `SELECT coalesce(sum(count), 0) FROM rollups WHERE span = 60000
           AND series = (SELECT key FROM series WHERE name = ?)`,
        )
        .pluck()
        .get(`s${writer}`)
      if (count !== end || wrong > 0 || rolledUp !== count) torn += 1
      return end
    })
    return { ends, torn, sound: isSound(copy) }
  })
}
