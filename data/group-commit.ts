import type { MessagePort } from 'node:worker_threads'
import type { Knex } from 'knex'
import { type Answer, type Call, type Opened, type Request, toFailure } from './messages.ts'
import { invoke, type Repositories } from './repositories/all.ts'

/** A group is committed when so many calls are in it. */
const mostInGroup = 200

/** A database that is open for service on this thread; closing ends it, whatever still waits. */
export interface OpenDatabase extends Opened {
  /** Does some of what waits, from its beginning, and takes it away. */
  answer(waiting: Request[]): Promise<Answer[]>
  close(): Promise<void>
}

/**
 * Does what comes through `port`, one call after the other in the order they were asked: nobody reads what is half done. Calls
 * that wait share one transaction and one sync of the disk; each is answered after their COMMIT.
 */
export function serveInTurn(port: MessagePort, { answer, close }: Pick<OpenDatabase, 'answer' | 'close'>): void {
  const waiting: Request[] = []
  let busy = false

  port.on('message', (request: Request) => {
    waiting.push(request)
    if (busy) return
    busy = true
    // Everything that has arrived with this one is taken from the port first.
    setImmediate(work)
  })

  async function work(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      if ('close' in next) {
        await close()
        return port.close()
      }
      for (const one of await answer(waiting)) port.postMessage(one)
    }
    busy = false
  }
}

/** What became of a group: with an error nothing of it was kept, as far as one knows. */
export interface Group {
  calls: Call[]
  /** Those there were before the error. */
  answers: Answer[]
  error: unknown
}

/** Takes calls from `waiting` and does them in one transaction for about `longest` ms, `last` being the last thing in it. */
export async function commitGroup(parts: {
  knex: Knex
  waiting: Request[]
  longest: number
  rooms: (knex: Knex) => Repositories
  explain: (error: unknown) => unknown
  last?: (transaction: Knex, calls: readonly Call[]) => Promise<unknown>
}): Promise<Group> {
  const { knex, waiting, longest, rooms, explain, last } = parts
  const calls: Call[] = []
  const answers: Answer[] = []
  let cause: unknown = null
  const begun = performance.now()
  try {
    await knex.transaction(async transaction => {
      const own = rooms(transaction)
      for (let next = waiting[0]; next && !('close' in next); next = waiting[0]) {
        waiting.shift()
        calls.push(next)
        answers.push(await answer(transaction, own, next))
        if (answers.length >= mostInGroup || performance.now() - begun >= longest) break
      }
      await last?.(transaction, calls)
    })
    return { calls, answers, error: null }
  } catch (error) {
    // Without a transaction nothing was taken, and would be asked for ever.
    return { calls: calls.length > 0 ? calls : takeCalls(waiting), answers, error: cause ?? error }
  }

  /** Each call has a savepoint of its own: one that fails undoes nothing of the others. */
  async function answer(transaction: Knex, own: Repositories, request: Call): Promise<Answer> {
    const { call } = request
    await transaction.raw('SAVEPOINT call')
    try {
      const value = await invoke(own, request)
      await transaction.raw('RELEASE SAVEPOINT call')
      return { call, value }
    } catch (error) {
      cause = error
      // SQLite gives up the whole transaction when the disk is full, PostgreSQL when the connection is lost.
      await transaction.raw('ROLLBACK TO SAVEPOINT call')
      await transaction.raw('RELEASE SAVEPOINT call')
      cause = null
      return { call, failure: toFailure(explain(error)) }
    }
  }
}

/** Takes all calls that wait. */
export function takeCalls(waiting: Request[]): Call[] {
  const end = waiting.findIndex(request => 'close' in request)
  return waiting.splice(0, end < 0 ? waiting.length : end) as Call[]
}

/** The answers to a group of which nothing was kept: what failed by itself says so, all others fail with what `why` says. */
export function failAll({ calls, answers }: Group, why: unknown): Answer[] {
  const failure = toFailure(why)
  return calls.map(({ call }, index) => {
    const answer = answers[index]
    return answer && 'failure' in answer ? answer : { call, failure }
  })
}
