import { jest } from '@jest/globals'
import { failUnderWrites } from './disk-faults.ts'
import { type FaultName, pretendedDisk } from './faulty-disk.ts'
import { cleanUp } from './processes.ts'
import { say, seed } from './report.ts'

// Processes start slowly on a machine that has other things to do.
jest.setTimeout(240_000)
afterEach(cleanUp)

test.each<FaultName>(['disk full', 'sync fails'])(
  '%s: nothing is promised, an alarm says so, control goes on, and so does everything afterwards',
  async name => {
    const report = say(await failUnderWrites({ name, disk: pretendedDisk(name), cycles: 1, seed }))
    expect(report).toMatchObject({ lost: 0, torn: 0, worst: { acknowledgedDuringFault: 0 }, met: true })
  },
)
