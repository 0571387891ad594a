import { jest } from '@jest/globals'
import { killUnderWrites } from './kills.ts'
import { cleanUp } from './processes.ts'
import { say, seed } from './report.ts'

// Processes start slowly on a machine that has other things to do.
jest.setTimeout(240_000)
afterEach(cleanUp)

test('the audit would notice: a house that acknowledges before its COMMIT has lost something', async () => {
  const report = say(await killUnderWrites({ kills: 5, seed, writers: 9, longest: 400, hasty: true }))
  expect(report).toMatchObject({ torn: 0, met: true, more: { unsound: 0, refused: {} } })
  expect(report.lost).toBeGreaterThan(0)
})
