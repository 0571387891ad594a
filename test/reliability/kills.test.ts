import { killUnderWrites } from './kills.ts'
import { cleanUp } from './processes.ts'
import { say, seed } from './report.ts'

afterEach(cleanUp)

test('what the house has acknowledged is there after kill -9, twenty times over', async () => {
  const report = say(await killUnderWrites({ kills: 20, seed, writers: 9, longest: 400 }))
  expect(report).toMatchObject({ n: 20, lost: 0, torn: 0, met: true })
})
