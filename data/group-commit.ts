import type { MessagePort } from 'node:worker_threads'
import type { Knex } from 'knex'
import { withConnection } from './database.ts'
import { explain } from './failure.ts'
import { type Answer, type Call, type Request, toFailure } from './messages.ts'
import { invoke, type Repositories, repositories } from './repositories/all.ts'

/** A group is committed when so many calls are in it, or when it has been at work for so long, ms. */
const mostInGroup = 200
const longestGroup = 5

/**
 * Does what comes through `port`, one call after the other in the order they were asked: nobody reads what is half done. Calls
 * that wait share one transaction and one sync of the disk; each is answered after their COMMIT.
 */
export function commitInGroups(parts: { port: MessagePort; knex: Knex; path: string; close(): Promise<void> }): void {
  const { port, knex, path, close } = parts
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
      for (const answer of await group()) port.postMessage(answer)
    }
    busy = false
  }

  async function group(): Promise<Answer[]> {
    const answers: Answer[] = []
    const taken: number[] = []
    let cause: unknown
    const begun = performance.now()
    try {
      await knex.transaction(async transaction => {
        const rooms = repositories(transaction)
        const run = (sql: string) => withConnection(transaction, connection => connection.exec(sql))
        for (let next = waiting[0]; next && !('close' in next); next = waiting[0]) {
          waiting.shift()
          taken.push(next.call)
          answers.push(
            await answer(rooms, run, next).catch(error => {
              cause = error
              throw error
            }),
          )
          if (answers.length >= mostInGroup || performance.now() - begun >= longestGroup) return
        }
      })
      return answers
    } catch (error) {
      // Nothing of the group was kept.
      const failure = toFailure(explain(cause ?? error, path))
      if (taken.length === 0) taken.push((waiting.shift() as Call).call)
      // Nobody is left without an answer, also when SQLite took the savepoint away with the whole transaction.
      const refused = new Map(answers.flatMap(one => ('failure' in one ? [[one.call, one]] : [])))
      return taken.map(call => refused.get(call) ?? { call, failure })
    }
  }

  /** Each call has a savepoint of its own: one that fails undoes nothing of the others. */
  async function answer(rooms: Repositories, run: (sql: string) => Promise<unknown>, request: Call): Promise<Answer> {
    const { call } = request
    await run('SAVEPOINT call')
    try {
      const value = await invoke(rooms, request)
      await run('RELEASE call')
      return { call, value }
    } catch (error) {
      // SQLite may have given up the whole transaction, as it does when the disk is full.
      await run('ROLLBACK TO call; RELEASE call').catch(() => {
        throw error
      })
      return { call, failure: toFailure(explain(error, path)) }
    }
  }
}
