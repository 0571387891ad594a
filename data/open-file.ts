import type { Knex } from 'knex'
import { removeCopies } from './backups.ts'
import { openDatabase } from './database.ts'
import { explain } from './failure.ts'
import { commitGroup, failAll, type OpenDatabase } from './group-commit.ts'
import { locate } from './location.ts'
import { countRun, methodsOf, repositories } from './repositories/all.ts'
import { sqlite } from './repositories/sqlite.ts'

/** Ms that a group is at work before it is committed: an answer waits for the others. */
const longestGroup = 5

/** Opens the SQLite file at `database` for service. Fails like `openDatabase`. */
export async function openFile(database: string, now: number): Promise<OpenDatabase> {
  const path = locate(database)
  const { knex, close } = await openDatabase(path, now)
  removeCopies(path)
  const methods = methodsOf(repositories(knex, sqlite))
  return { path, run: await countRun(knex, now), methods, answer: answerOn(knex, path), close }
}

/** Does calls in groups on the database at `path`. */
export function answerOn(knex: Knex, path: string): OpenDatabase['answer'] {
  return async waiting => {
    const group = await commitGroup({
      knex,
      waiting,
      longest: longestGroup,
      rooms: own => repositories(own, sqlite),
      explain: error => explain(error, path),
    })
    return group.error === null ? group.answers : failAll(group, explain(group.error, path))
  }
}
