import { jest } from '@jest/globals'
import { migrations } from '../../data/migrations/index.ts'
import { killInBackup, killInMigration, killInRestore } from './crash-points.ts'
import { cleanUp } from './processes.ts'
import { say, seed } from './report.ts'
import { backUpUnderRows } from './rows.ts'

// Processes start slowly on a machine that has other things to do.
jest.setTimeout(240_000)
afterEach(cleanUp)

test('killed in the newest migration: the schema before or the one after, with every row', async () => {
  expect(say(await killInMigration(migrations.length - 1, seed, 2))).toMatchObject({ torn: 0, met: true })
})

test('killed in a backup: what is listed is whole', async () => {
  expect(say(await killInBackup(seed, 2))).toMatchObject({ torn: 0, met: true })
})

test('killed in a restore: the old database or the backup', async () => {
  expect(say(await killInRestore(seed, 2))).toMatchObject({ torn: 0, met: true })
})

test('a backup under load is a commit, and not an old one', async () => {
  expect(say(await backUpUnderRows({ copies: 2, seed }))).toMatchObject({ lost: 0, torn: 0, met: true })
})
