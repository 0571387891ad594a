import { killUnderWrites } from './kills.ts'
import { cleanUp } from './processes.ts'
import { say, seed } from './report.ts'
import { killUnderRows } from './rows.ts'

afterEach(cleanUp)

test('what the house has acknowledged is there after kill -9, ten times over', async () => {
  const report = say(await killUnderWrites({ kills: 10, seed, writers: 9, longest: 400 }))
  expect(report).toMatchObject({ n: 10, lost: 0, torn: 0, met: true })
})

test('and so are points that come by the batch', async () => {
  const report = say(await killUnderRows({ kills: 10, rows: 5000, seed, longest: 300 }))
  expect(report).toMatchObject({ lost: 0, torn: 0, met: true })
})
