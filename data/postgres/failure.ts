import { saying } from '../failure.ts'
import { Fault } from '../model/fault.ts'
import type { Address } from './address.ts'

/** What the server says before it goes, when it cannot be reached, and when it has become one that only reads. */
const lossCodes = /^(08|57P0|25006|53300|E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_)|ENOTFOUND)/
const lossWords = /Connection terminated|Connection ended|timeout|not queryable|Cannot use a pool/i

/** Whether the connection is gone, so that nobody knows what became of a COMMIT that was under way. */
export function isLoss(error: unknown): boolean {
  if (error instanceof Fault || !(error instanceof Error)) return false
  return lossCodes.test(codeOf(error)) || (codeOf(error) === '' && lossWords.test(error.message))
}

/** Whether there is nobody to be asked, rather than somebody who did not answer one question in time. */
export function isAway(error: unknown): boolean {
  return isLoss(error) && !(error as Error).message.endsWith('Query read timeout')
}

/** No room, no rights, in each other's way, cancelled or about to end, a disk that fails. */
const passingCodes = /^(40|42501|53|55|57|58|XX)/

/** Whether the same may succeed another time. */
export function isPassing(error: unknown): boolean {
  return isLoss(error) || (error instanceof Error && passingCodes.test(codeOf(error)))
}

/** The `Fault` behind an error of PostgreSQL or of the way to it, or the error itself when it is none of theirs. */
export function explain(error: unknown, { shown }: Pick<Address, 'shown'>): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error
  const code = codeOf(error)
  const unavailable = (message: string) => new Fault('unavailable', message)
  if (/^28/.test(code))
    return unavailable(`PostgreSQL refuses user or password for ${shown}. Check the database's URL.`)
  if (code === '3D000') return unavailable(`There is no database ${shown}. Create it: createdb --encoding=UTF8 <name>.`)
  if (code === '42501') {
    return unavailable(`The user of ${shown} may not do that (${saying(error)}). Make it the owner of the database.`)
  }
  if (/^53[12]/.test(code)) return unavailable(`PostgreSQL at ${shown} has no room left (${saying(error)}).`)
  if (code === '22021' || code === '22P05') {
    return new Fault('invalid', 'PostgreSQL cannot keep a text with the character U+0000 in it.')
  }
  if (/^(XX00[12]|58)/.test(code))
    return unavailable(`The database ${shown} is damaged (${saying(error)}). See the server's log.`)
  if (isLoss(error)) return unavailable(`PostgreSQL at ${shown} cannot be reached (${reasonOf(error)}).`)
  return error
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}

function reasonOf(error: Error): string {
  return saying(error) || codeOf(error)
}
