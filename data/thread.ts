import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { removeCopies } from './backups.ts'
import { openDatabase } from './database.ts'
import { explain } from './failure.ts'
import { commitInGroups } from './group-commit.ts'
import { locate } from './location.ts'
import { type Said, type ThreadStart, toFailure } from './messages.ts'
import { countRun, methodsOf, repositories } from './repositories/all.ts'

if (parentPort) await serve(parentPort, workerData)

/** The thread that writes: it holds the lock and does what it is asked in the order it was asked. */
async function serve(port: MessagePort, { database, now }: ThreadStart): Promise<void> {
  const say = (said: Said) => port.postMessage(said)
  try {
    const path = locate(database)
    const { knex, close } = await openDatabase(path, now)
    removeCopies(path)
    const run = await countRun(knex, now)
    commitInGroups({ port, knex, path, close })
    say({ opened: { path, run, methods: methodsOf(repositories(knex)) } })
  } catch (error) {
    say({ refused: toFailure(explain(error, database)) })
    port.close()
  }
}
