import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { explain } from './failure.ts'
import { serveInTurn } from './group-commit.ts'
import { type Said, type ThreadStart, toFailure } from './messages.ts'
import { openFile } from './open-file.ts'
import { isPostgres } from './postgres/address.ts'

if (parentPort) await serve(parentPort, workerData)

/**
 * The thread that writes: it holds the lock and does what it is asked in the order it was asked. Who keeps a file does not
 * load what talks to a server.
 */
async function serve(port: MessagePort, { database, now }: ThreadStart): Promise<void> {
  const say = (said: Said) => port.postMessage(said)
  try {
    const opened = isPostgres(database)
      ? await (await import('./postgres/open-server.ts')).openServer(database, now, trouble => say({ trouble }))
      : await openFile(database, now)
    serveInTurn(port, opened)
    const { path, run, methods } = opened
    say({ opened: { path, run, methods } })
  } catch (error) {
    say({ refused: toFailure(isPostgres(database) ? error : explain(error, database)) })
    port.close()
  }
}
