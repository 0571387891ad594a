import { z } from 'zod'
import type { Fault } from '../../data/model/fault.ts'
import { parse } from '../../server/http/problem.ts'

function faultOf(value: unknown): Fault {
  try {
    parse(z.strictObject({}), value, 'request')
  } catch (error) {
    return error as Fault
  }
  throw new Error('it was valid')
}

const unknown = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]))

test('each of a hundred fields that are wrong is told', () => {
  const { code, issues, message } = faultOf(unknown(100))
  expect([code, issues.length, issues.at(-1)?.pointer]).toEqual(['invalid', 100, '/f99'])
  expect(message).toMatch(/^the request is not valid: \/f0: .*; \/f99: there is no such field$/)
})

test('of more only how many they are: an answer is no longer than who asked may read', () => {
  const { issues, message } = faultOf(unknown(90_000))
  expect(issues).toHaveLength(100)
  expect(message).toMatch(/; \/f99: there is no such field; and 89900 more$/)
})
