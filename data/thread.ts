import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from './database.ts'
import { explain } from './failure.ts'
import { locate } from './location.ts'
import { Fault, type FaultCode, type Issue } from './model/fault.ts'
import { countRun, repositories } from './repositories/all.ts'
import { removeCopies } from './repositories/file.ts'

/** What the thread is started with. */
export interface ThreadStart {
  database: string
  now: number
}

/** What it is asked; `close` is the last thing. */
export type Request = { call: number; repository: string; method: string; values: unknown[] } | { close: true }

/** An error on its way between threads, where classes are lost. */
export type Failure = { message: string; stack?: string | undefined; fault?: { code: FaultCode; issues: Issue[] } }

/** What it answers; `opened` or `refused` comes first, with the methods one may call by repository. */
export type Answer =
  | { opened: { run: number; methods: Record<string, string[]> } }
  | { refused: Failure }
  | { call: number; value: unknown }
  | { call: number; failure: Failure }

if (parentPort) await serve(parentPort, workerData)

async function serve(port: MessagePort, { database, now }: ThreadStart): Promise<void> {
  const say = (answer: Answer) => port.postMessage(answer)
  const open = async () => {
    const path = locate(database)
    const { knex, close } = await openDatabase(path)
    removeCopies(path)
    const run = await countRun(knex, now)
    return { path, close, run, rooms: repositories(knex) as unknown as Record<string, Record<string, Method>> }
  }
  const opened = await open().catch(error => {
    say({ refused: toFailure(explain(error, database)) })
  })
  if (!opened) return port.close()
  const { path, close, run, rooms } = opened
  const methods = Object.fromEntries(Object.entries(rooms).map(([name, room]) => [name, Object.keys(room)]))

  // One after the other, in the order they were asked: nobody reads what is half done.
  let last: Promise<unknown> = Promise.resolve()
  port.on('message', (request: Request) => {
    last = last.then(async () => {
      if ('close' in request) {
        await close()
        return port.close()
      }
      const { call, repository, method, values } = request
      try {
        say({ call, value: await rooms[repository]![method]!(...values) })
      } catch (error) {
        say({ call, failure: toFailure(explain(error, path)) })
      }
    })
  })
  say({ opened: { run, methods } })
}

type Method = (...values: unknown[]) => Promise<unknown>

function toFailure(error: unknown): Failure {
  if (error instanceof Fault) return { message: error.message, fault: { code: error.code, issues: error.issues } }
  if (error instanceof Error) return { message: error.message, stack: error.stack }
  return { message: String(error) }
}
