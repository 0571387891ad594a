import type { MessagePort } from 'node:worker_threads'
import type { Knex } from 'knex'
import { explain } from './failure.ts'
import { type Answer, type Call, type Request, toFailure } from './messages.ts'
import { invoke, repositories } from './repositories/all.ts'

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
    const begun = performance.now()
    try {
      await knex.transaction(async transaction => {
        for (let next = waiting[0]; next && !('close' in next); next = waiting[0]) {
          waiting.shift()
          answers.push(await answer(transaction, next))
          if (answers.length >= mostInGroup || performance.now() - begun >= longestGroup) return
        }
      })
      return answers
    } catch (error) {
      // Nothing of the group was kept.
      const failure = toFailure(explain(error, path))
      return answers.map(one => ('failure' in one ? one : { call: one.call, failure }))
    }
  }

  /** Each call has a savepoint of its own: one that fails undoes nothing of the others. */
  async function answer(transaction: Knex, { call, repository, method, values }: Call): Promise<Answer> {
    try {
      const value = await transaction.transaction(own => invoke(repositories(own), { repository, method, values }))
      return { call, value }
    } catch (error) {
      return { call, failure: toFailure(explain(error, path)) }
    }
  }
}
