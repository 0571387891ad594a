// A disk that takes its time, loaded before a house: each COMMIT of a group of calls waits first, so that whoever was told too
// early that something is kept has lost it when the house is killed meanwhile. The control, $HASTY: COMMIT says at once that it is
// done, and does it when the next group begins.
import Database from 'better-sqlite3'

const tick = new Int32Array(new SharedArrayBuffer(4))
const isHasty = process.env.HASTY !== undefined
const prototype = Database.prototype as { inTransaction: boolean; prepare(sql: string): { run(): unknown } }
const { prepare } = prototype

// knex ends these with a semicolon, and prepares each anew.
prototype.prepare = function (sql) {
  if (!isHasty && sql === 'COMMIT;') Atomics.wait(tick, 0, 0, 20)
  if (isHasty && sql === 'BEGIN;' && this.inTransaction) {
    Atomics.wait(tick, 0, 0, 100)
    prepare.call(this, 'COMMIT').run()
  }
  return prepare.call(this, isHasty && sql === 'COMMIT;' ? 'SELECT 1' : sql)
}
