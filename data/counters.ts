import type { Database } from 'better-sqlite3'

/** How far a database counted what may never come again: runs, versions, and keys by table. */
export interface Counters {
  run: number
  version: number
  keys: Map<string, number>
}

/** More than anybody changes until a restore takes its place, and than one that cannot be read is likely to be ahead. */
const headroom = 1_000

/** How far it counted. */
export function countersOf(database: Database): Counters {
  const count = (sql: string) => Number(database.prepare(sql).pluck().get() ?? 0)
  const versions = tablesWith(database, 'version').map(table => count(`SELECT max(version) FROM ${table}`))
  const keys = database.prepare<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence').all()
  return {
    run: count('SELECT max(key) FROM runs'),
    version: Math.max(0, ...versions),
    keys: new Map(keys.map(({ name, seq }) => [name, seq])),
  }
}

/**
 * Counts on in a database that is to replace another which counted up to `past`, null when that cannot be read: who still holds the
 * number of a message, a version or a note of that one must not be taken for somebody who knows this one.
 */
export function countOn(database: Database, past: Counters | null, now: number): void {
  const own = countersOf(database)
  const run = Math.max(own.run, past?.run ?? own.run + headroom) + 1
  database.prepare('INSERT INTO runs (key, opened_at) VALUES (?, ?)').run(run, now)

  const version = Math.max(own.version, past?.version ?? 0) + headroom
  const things = tablesWith(database, 'version').filter(table => tablesWith(database, 'id').includes(table))
  // What old clients wrote of a profile goes on telling of it as it is.
  const told = 'version = (SELECT version FROM profiles WHERE id = profile)'
  database.prepare(`UPDATE classic_profiles SET version = ? WHERE ${told}`).run(version)
  database.exec("INSERT INTO settings (key, document, version) VALUES (1, '{}', 0) ON CONFLICT DO NOTHING")
  for (const table of [...things, 'notes', 'settings']) database.prepare(`UPDATE ${table} SET version = ?`).run(version)
  const depart = database.prepare('INSERT OR REPLACE INTO departed (kind, version) VALUES (?, ?)')
  for (const table of things) depart.run(table, version)

  // Not those of logs and journals: the oldest of them go by how far their keys are from the newest.
  for (const table of [...things, 'notes']) {
    const key = Math.max(own.keys.get(table) ?? 0, past?.keys.get(table) ?? 0)
    database.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table)
    database.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, key)
  }
}

function tablesWith(database: Database, column: string): string[] {
  const sql = `SELECT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = ?`
  return database.prepare<string>(sql).pluck().all(column)
}
