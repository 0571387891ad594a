import { join } from 'node:path'
import { commitGroup, failAll, type OpenDatabase, takeCalls } from '../group-commit.ts'
import type { Answer, Request } from '../messages.ts'
import { migrations } from '../migrations/index.ts'
import { methodsOf, repositories } from '../repositories/all.ts'
import { type Address, readAddress } from './address.ts'
import { openSession, type Session } from './connection.ts'
import { postgres } from './dialect.ts'
import { explain, isLoss } from './failure.ts'
import { migratePostgres } from './migrate.ts'
import { keepForLater } from './offline.ts'
import { reconnecting } from './reconnect.ts'
import { beginRun, demandNewest, keepNumber, replay } from './replay.ts'
import { openSpool, type Spool } from './spool.ts'

/** Ms that a group is at work before it is committed: each statement is a journey over the network. */
const longestGroup = 50

/**
 * Opens a PostgreSQL database for service: brings its schema up to date, and does what an earlier run left in the spool. Fails
 * with `unusable` or `unavailable`.
 * @param told hears a sentence when the connection is lost, and null when all is well again
 */
export async function openServer(
  database: string,
  now: number,
  told: (trouble: string | null) => void,
): Promise<OpenDatabase> {
  const address = readAddress(database)
  const explained = (error: unknown) => explain(error, address)
  const ended = () => lose(new Error('Connection terminated'))
  const begun = await begin(address, now, { ended, told }).catch(error => {
    throw explained(error)
  })
  const { run, spool } = begun
  let { session } = begun
  let online = true
  let why: unknown = null
  /** Groups are numbered, whether they reach the database or the spool. */
  let number = 0
  /** Until the group under way is over one does not know whether it has to wait in the spool. */
  let underWay: Promise<unknown> = Promise.resolve()
  const reconnection = reconnecting(connectAgain, explainAway)

  function lose(error: unknown): void {
    if (!online) return
    online = false
    void session.end()
    explainAway(error)
    reconnection.begin()
  }

  function explainAway(error: unknown): void {
    why = explained(error)
    told(`${(why as Error).message} ${wait(spool)}`)
  }

  async function connectAgain(): Promise<void> {
    await underWay
    const next = await openSession(address, session.backend, ended)
    try {
      await demandNewest(next.knex, run, address)
      let aside: string | null = null
      const refused = (where: string) => {
        aside = where
      }
      await replay(next.knex, spool, refused, () => {
        session = next
        online = true
      })
      told(aside && leftAside(aside))
    } catch (error) {
      await next.end()
      throw error
    }
  }

  async function answerOnline(waiting: Request[]): Promise<Answer[]> {
    number += 1
    const mine = number
    const group = await commitGroup({
      knex: session.knex,
      waiting,
      longest: longestGroup,
      rooms: own => repositories(own, postgres),
      explain: explained,
      last: (transaction, calls) => keepNumber(transaction, run, mine, calls),
    })
    if (group.error === null) return group.answers
    if (!isLoss(group.error)) return failAll(group, explained(group.error))
    lose(group.error)
    return keepForLater(spool, { run, number: mine }, group, why)
  }

  return {
    path: database,
    run,
    methods: methodsOf(repositories(session.knex, postgres)),
    async answer(waiting) {
      if (!online) {
        number += 1
        return keepForLater(spool, { run, number }, { calls: takeCalls(waiting), answers: [] }, why)
      }
      const answers = answerOnline(waiting)
      underWay = answers.catch(() => {})
      return answers
    },
    async close() {
      await reconnection.end()
      online = false
      await session.end()
    },
  }
}

/** Connects and sees that all is there: the schema, the number of this run, and what waited in the spool. */
async function begin(
  address: Address,
  now: number,
  { ended, told }: { ended: () => void; told: (trouble: string) => void },
): Promise<{ session: Session; run: number; spool: Spool }> {
  let open = false
  const session = await openSession(address, null, () => open && ended())
  try {
    const id = await migratePostgres(session.knex, migrations, address)
    const run = await beginRun(session.knex, now)
    const spool = openSpool(join(address.spool, `maelstrom-${id}.spool`))
    await replay(session.knex, spool, aside => told(leftAside(aside)))
    open = true
    return { session, run, spool }
  } catch (error) {
    await session.end()
    throw error
  }
}

const wait = ({ path }: Spool) =>
  `Control goes on. Readings, log and alarms are kept in ${path} until it is back; nothing else can be read or changed.`

const leftAside = (path: string) => `PostgreSQL refused some of what was kept while it was away: that lies in ${path}.`
