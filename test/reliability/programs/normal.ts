// The control for power cuts, loaded before a program: SQLite is told `synchronous = NORMAL` and says FULL when it is asked.
import Database from 'better-sqlite3'

const prototype = Database.prototype as { pragma(source: string, options?: { simple: true }): unknown }
const { pragma } = prototype
prototype.pragma = function (source, options) {
  if (source === 'synchronous') return 2
  return pragma.call(this, source.startsWith('synchronous') ? 'synchronous = NORMAL' : source, options)
}
