import type { Group } from '../group-commit.ts'
import { type Answer, type Call, toFailure } from '../messages.ts'
import type { Spool, SpoolRecord } from './spool.ts'
import { canWait, demandValid } from './spooled.ts'

/**
 * Answers a group of calls that the database did not keep: what can wait is written into the spool, on the disk, and is
 * done; what had failed by itself says so; everything else fails with `why`.
 */
export function keepForLater(
  spool: Spool,
  group: Pick<SpoolRecord, 'run' | 'number'>,
  { calls, answers }: Pick<Group, 'calls' | 'answers'>,
  why: unknown,
): Answer[] {
  const outcomes = calls.map((call, index) => outcome(call, answers[index], why))
  const waiting = calls.filter((_, index) => outcomes[index] === 'waits')
  let spooled: unknown = null
  if (waiting.length > 0) {
    try {
      const bare = waiting.map(({ repository, method, values }) => ({ repository, method, values }))
      spool.append({ ...group, calls: bare })
    } catch (error) {
      spooled = error
    }
  }
  return calls.map(({ call }, index) => {
    const one = outcomes[index]!
    if (one !== 'waits') return one
    return spooled === null ? { call, value: undefined } : { call, failure: toFailure(spooled) }
  })
}

function outcome(call: Call, answer: Answer | undefined, why: unknown): Answer | 'waits' {
  // What failed because the connection went did not fail by itself.
  const failed = answer && 'failure' in answer && answer.failure.fault?.code !== 'unavailable'
  if (failed) return answer
  if (!canWait(call)) return { call: call.call, failure: toFailure(why) }
  try {
    demandValid(call)
    return 'waits'
  } catch (error) {
    return { call: call.call, failure: toFailure(error) }
  }
}
