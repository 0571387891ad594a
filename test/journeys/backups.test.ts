import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { eventually } from '../eventually.ts'
import { cleanUp, type Reply, temporaryFolder } from './house.ts'
import { killHouses, startHouse } from './process.ts'

afterEach(async () => {
  killHouses()
  await cleanUp()
})

async function call(url: string, method: string, path: string, body?: unknown): Promise<Omit<Reply, 'etag'>> {
  const json = body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${url}/api/v1${path}`, { method, ...json })
  const text = await answer.text()
  return { status: answer.status, body: text && JSON.parse(text) }
}

test('a backup is made, listed, taken away, restored and deleted; the house opens again by itself with everything off', async () => {
  const folder = temporaryFolder()
  const { url, house } = await startHouse(join(folder, 'brewery.sqlite'))
  const kettle = { kind: 'constant', setPoint: 67 }
  await call(url, 'PUT', '/vessels/kettle/mode', kettle)
  const { body: settings } = await call(url, 'GET', '/settings')

  const made = await call(url, 'POST', '/backups')
  expect(made).toMatchObject({
    status: 201,
    body: { name: expect.stringMatching(/^brewery-.+Z\.sqlite$/), reason: 'asked' },
  })
  const { name, size } = made.body
  expect((await call(url, 'GET', '/backups')).body.items).toContainEqual(made.body)

  const file = await fetch(`${url}/api/v1/backups/${name}`)
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(bytes).toHaveLength(size)
  const copy = join(folder, 'copy.sqlite')
  writeFileSync(copy, bytes)
  const database = new Database(copy)
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()

  await call(url, 'PUT', '/settings', { ...settings, breweryName: 'Another name' })
  expect(await call(url, 'POST', `/backups/${name}/restore`)).toEqual({ status: 202, body: { name } })
  const nameNow = async () => (await call(url, 'GET', '/settings')).body.breweryName
  // The house may be between closing and opening.
  await eventually(
    () =>
      nameNow().then(
        now => now === settings.breweryName,
        () => false,
      ),
    'the old name',
  )
  expect((await call(url, 'GET', '/vessels/kettle/mode')).body).toEqual({ kind: 'off' })
  expect((await call(url, 'GET', '/logs?source=backup')).body.items).toContainEqual(
    expect.objectContaining({ level: 'warning', message: expect.stringContaining(`restored from ${name}`) }),
  )
  const replaced = (await call(url, 'GET', '/backups')).body.items.filter(
    (one: { reason: string }) => one.reason === 'replaced',
  )
  expect(replaced).toHaveLength(1)

  expect((await call(url, 'DELETE', `/backups/${name}`)).status).toBe(204)
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/restore'],
  ])
    expect((await call(url, method!, `/backups/${name}${path}`)).status).toBe(404)
  expect((await call(url, 'GET', '/backups/..%2Fbrewery.sqlite')).status).toBe(400)
  expect(house.exitCode).toBeNull()
}, 60_000)
