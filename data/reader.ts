import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openReadOnly } from './database.ts'
import { explain } from './failure.ts'
import { type Failure, type Request, type Said, type ThreadStart, toFailure } from './messages.ts'
import { isPostgres, readAddress } from './postgres/address.ts'
import { noBackups } from './postgres/backups.ts'
import { openReader } from './postgres/connection.ts'
import { postgres } from './postgres/dialect.ts'
import { explain as explainPostgres, isAway, isLoss } from './postgres/failure.ts'
import { invoke, methodsOf, readers } from './repositories/all.ts'
import { backups } from './repositories/backups.ts'
import { sqlite } from './repositories/sqlite.ts'

if (parentPort) serve(parentPort, workerData)

/** A thread that only reads, beside the one that writes: neither waits for the other. */
function serve(port: MessagePort, { database }: ThreadStart): void {
  const say = (said: Said) => port.postMessage(said)
  const { rooms, explain, isAway, end } = isPostgres(database) ? onServer(database) : onFile(database)
  let last: Promise<unknown> = Promise.resolve()
  let newest = 0
  /** Whoever had asked by the time that one of them found the server away: each would wait as long to find the same. */
  let inVain: { upTo: number; failure: Failure } | null = null
  port.on('message', (request: Request) => {
    newest += 1
    const nth = newest
    last = last.then(async () => {
      if ('close' in request) {
        await end()
        return port.close()
      }
      const { call } = request
      if (inVain && nth <= inVain.upTo) return say({ call, failure: inVain.failure })
      try {
        say({ call, value: await invoke(rooms, request) })
      } catch (error) {
        const failure = toFailure(explain(error))
        if (isAway(error)) inVain = { upTo: newest, failure }
        say({ call, failure })
      }
    })
  })
  say({ opened: { path: database, run: 0, methods: methodsOf(rooms) } })
}

function onFile(path: string) {
  const knex = openReadOnly(path)
  const rooms = readers(knex, sqlite, backups(path))
  return { rooms, explain: (error: unknown) => explain(error, path), isAway: () => false, end: () => knex.destroy() }
}

function onServer(database: string) {
  const address = readAddress(database)
  const { knex, renew, end } = openReader(address)
  const rooms = readers(knex, postgres, noBackups(address))
  const explained = (error: unknown) => {
    if (isLoss(error)) renew()
    return explainPostgres(error, address)
  }
  return { rooms, explain: explained, isAway, end }
}
