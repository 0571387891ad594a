import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { openDatabase, withConnection } from '../../data/database.ts'
import { commitInGroups } from '../../data/group-commit.ts'
import type { Answer } from '../../data/messages.ts'
import { clean, folder, onClean } from './folder.ts'
import { board } from './things.ts'

afterEach(clean)

test('when SQLite gives up a whole transaction, everybody in it is told so, and the next one works', async () => {
  const path = join(folder(), 'brewery.sqlite')
  const { knex, close } = await openDatabase(path)
  onClean(close)
  const { port1, port2 } = new MessageChannel()
  onClean(() => port2.close())
  commitInGroups({ port: port1, knex, path, close })
  const answers: Answer[] = []
  let heard = () => {}
  port2.on('message', (answer: Answer) => {
    answers.push(answer)
    heard()
  })
  const all = (count: number) =>
    new Promise<void>(resolve => {
      heard = () => answers.length >= count && resolve()
      heard()
    })

  await withConnection(knex, connection => {
    const pages = Number(connection.pragma('page_count', { simple: true }))
    connection.pragma(`max_page_count = ${pages + 2}`)
  })
  const points = Array.from({ length: 50_000 }, (_, n) => ({ series: 's', at: n * 1000, value: n }))
  port2.postMessage({ call: 1, repository: 'boards', method: 'create', values: [board] })
  port2.postMessage({ call: 2, repository: 'readings', method: 'append', values: [points] })
  port2.postMessage({ call: 3, repository: 'boards', method: 'create', values: [{ ...board, id: 'other' }] })
  await all(3)
  const kept = await knex('boards').pluck('id')
  for (const [n, id] of [board.id, null, 'other'].entries()) {
    const answer = answers.find(({ call }) => call === n + 1)!
    // What was not refused is there.
    expect('failure' in answer || kept.includes(id)).toBe(true)
  }
  expect(answers.find(({ call }) => call === 2)).toMatchObject({ failure: { fault: { code: 'unavailable' } } })

  await withConnection(knex, connection => connection.pragma('max_page_count = 1000000'))
  port2.postMessage({ call: 4, repository: 'readings', method: 'append', values: [points] })
  await all(4)
  expect(answers[3]).toEqual({ call: 4, value: undefined })
})
