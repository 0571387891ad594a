import { jest } from '@jest/globals'
import { jumpUnderControl } from './clock-jumps.ts'
import { blockEventLoop, endDatabaseThread } from './hurts.ts'
import { cleanUp } from './processes.ts'
import { killUnderProfile } from './profile-kills.ts'
import { say, seed } from './report.ts'

// Processes start slowly on a machine that has other things to do.
jest.setTimeout(240_000)
afterEach(cleanUp)

test("when the database's thread ends, an alarm says so, it is started again, and control goes on", async () => {
  expect(say(await endDatabaseThread({ times: 2, seed }))).toMatchObject({ lost: 0, met: true })
})

test('when the event loop is blocked, the board switches everything off by itself', async () => {
  expect(say(await blockEventLoop({ times: 1, seconds: 9, seed }))).toMatchObject({ met: true })
})

test('a profile goes on after kill -9 as if nothing had been: same step, no alarm and no event twice', async () => {
  expect(say(await killUnderProfile({ kills: 3, seed, longest: 2_000 }))).toMatchObject({ torn: 0, met: true })
})

test('a clock that is set, also from 1970 to today, moves no actuator, and keeps sequence and history in order', async () => {
  expect(say(await jumpUnderControl({ jumps: 20, seed }))).toMatchObject({ torn: 0, met: true })
})
