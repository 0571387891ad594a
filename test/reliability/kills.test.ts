import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { jest } from '@jest/globals'
import { killUnderWrites } from './kills.ts'
import { cleanUp, temporaryFolder } from './processes.ts'
import { say, seed } from './report.ts'
import { audit, emptyLedger, killUnderRows, startRows } from './rows.ts'

// Processes start slowly on a machine that has other things to do.
jest.setTimeout(240_000)
afterEach(cleanUp)

test('what the house has acknowledged is there after kill -9, four times over', async () => {
  const report = say(await killUnderWrites({ kills: 4, seed, writers: 9, longest: 400 }))
  expect(report).toMatchObject({ n: 4, lost: 0, torn: 0, more: { unsound: 0 } })
  expect(report.more?.refused).toEqual({})
  expect(report.acknowledged).toBeGreaterThan(0)
})

test('and so are points that come by the batch', async () => {
  const report = say(await killUnderRows({ kills: 4, rows: 2000, seed, longest: 300 }))
  expect(report).toMatchObject({ lost: 0, torn: 0, met: true })
})

test('the audit would notice: without its log the database has lost what was acknowledged', async () => {
  const [database, ledger] = [join(temporaryFolder(), 'rows.sqlite'), emptyLedger()]
  const writers = startRows(database, seed, ledger)
  await writers.open
  while (ledger.acknowledged.every(count => count < 500)) await pass(5)
  await writers.kill()
  await writers.ended
  rmSync(`${database}-wal`)
  expect(audit(database, ledger).lost).toBeGreaterThan(0)
})
