import type { Knex } from 'knex'
import type { Call } from '../messages.ts'
import { Fault } from '../model/fault.ts'
import { countRun, invoke, repositories } from '../repositories/all.ts'
import type { Address } from './address.ts'
import { postgres } from './dialect.ts'
import { isPassing } from './failure.ts'
import type { Spool, SpoolRecord } from './spool.ts'
import { canWait } from './spooled.ts'

/** Counts this opening, and begins to count its groups; resolves to how many openings there were before. */
export function beginRun(knex: Knex, now: number): Promise<number> {
  return knex.transaction(async transaction => {
    const run = await countRun(transaction, now)
    await setNumber(transaction, run, 0)
    return run
  })
}

/** Has the transaction of a group say which one it is, should somebody ask later whether its COMMIT arrived. */
export async function keepNumber(knex: Knex, run: number, number: number, calls: readonly Call[]): Promise<void> {
  if (calls.some(canWait)) await setNumber(knex, run, number)
}

/** Fails with `unavailable` when the database was opened for service by another process since `run`. */
export async function demandNewest(knex: Knex, run: number, { shown }: Address): Promise<void> {
  const newest: { key: number } | undefined = await knex('runs').orderBy('key', 'desc').first('key')
  if (newest?.key === run + 1) return
  throw new Fault('unavailable', `Another Maelstrom has used the database ${shown} meanwhile. Restart this one.`)
}

/**
 * Does what lies in the spool in its order, each record once, then empties it and calls `done`, with nothing in between. Fails
 * when the connection is lost or the database can take nothing for the moment; the rest is done the next time.
 * @param refused hears where those calls are that the database will never take
 */
export async function replay(
  knex: Knex,
  spool: Spool,
  refused: (where: string) => void,
  done: () => void = () => {},
): Promise<void> {
  // It grows meanwhile.
  for (let part = spool.read(0); part; part = spool.read(part.next)) {
    const { record } = part
    if (!record) continue
    await knex.transaction(transaction =>
      redo(transaction, record, calls => refused(spool.putAside({ ...record, calls }))),
    )
  }
  spool.clear()
  done()
}

type Calls = SpoolRecord['calls']

async function redo(knex: Knex, { run, number, calls }: SpoolRecord, refuse: (calls: Calls) => void): Promise<void> {
  const kept: { number: number } | undefined = await knex('commits').where({ run }).first('number')
  // The connection was lost after the COMMIT of this group, or while it was replayed before.
  if (kept && kept.number >= number) return
  const refused: Calls = []
  for (const call of calls) {
    try {
      await knex.transaction(own => invoke(repositories(own, postgres), call))
    } catch (error) {
      if (isPassing(error)) throw error
      refused.push(call)
    }
  }
  if (refused.length > 0) refuse(refused)
  await setNumber(knex, run, number)
}

async function setNumber(knex: Knex, run: number, number: number): Promise<void> {
  await knex('commits').insert({ run, number }).onConflict('run').merge()
}
