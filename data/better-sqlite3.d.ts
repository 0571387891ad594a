/** The part of better-sqlite3 that this room uses; the package carries no types of its own. */
declare module 'better-sqlite3' {
  type Value = string | number | null

  interface Statement<Row = unknown> {
    run(...values: Value[]): { changes: number; lastInsertRowid: number }
    get(...values: Value[]): Row | undefined
    all(...values: Value[]): Row[]
    pluck(): this
    raw(): this
  }

  class Database {
    constructor(path: string, options?: { readonly?: boolean; fileMustExist?: boolean; timeout?: number })
    prepare<Row>(sql: string): Statement<Row>
    exec(sql: string): this
    pragma(source: string): unknown[]
    pragma(source: string, options: { simple: true }): Value
    function(name: string, options: { deterministic: boolean }, act: (value: Value) => Value): this
    transaction<Result>(action: () => Result): { immediate(): Result }
    serialize(): Buffer
    close(): this
    readonly inTransaction: boolean
  }

  export type { Database, Statement, Value }
  export default Database
}
