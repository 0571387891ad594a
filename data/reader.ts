import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openReadOnly } from './database.ts'
import { explain } from './failure.ts'
import { type Request, type Said, type ThreadStart, toFailure } from './messages.ts'
import { invoke, methodsOf, readers } from './repositories/all.ts'

if (parentPort) serve(parentPort, workerData)

/** A thread that only reads, beside the one that writes: neither waits for the other. */
function serve(port: MessagePort, { database }: ThreadStart): void {
  const say = (said: Said) => port.postMessage(said)
  const knex = openReadOnly(database)
  const rooms = readers(knex, database)
  let last: Promise<unknown> = Promise.resolve()
  port.on('message', (request: Request) => {
    last = last.then(async () => {
      if ('close' in request) {
        await knex.destroy()
        return port.close()
      }
      try {
        say({ call: request.call, value: await invoke(rooms, request) })
      } catch (error) {
        say({ call: request.call, failure: toFailure(explain(error, database)) })
      }
    })
  })
  say({ opened: { path: database, run: 0, methods: methodsOf(rooms) } })
}
