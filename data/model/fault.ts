/** What can go wrong in a way the asker can understand; each door translates the code into its own terms. */
export type FaultCode =
  | 'invalid' // the request is not of the form asked for: see `issues`
  | 'not-found' // there is no such thing
  | 'conflict' // it contradicts what is already there: a pin used twice, a sensor without a board
  | 'outdated' // somebody else changed it since you read it
  | 'refused' // understood, and not done for a reason of safety
  | 'too-many' // the asker asks too often: see `retryAfter`
  | 'unavailable' // cannot be done at the moment: a board that is lost, a port that is taken
  | 'unusable' // the database is corrupt, foreign or newer than this program

/** One thing wrong with a request: where (a JSON pointer, RFC 6901) and what was expected. */
export interface Issue {
  pointer: string
  message: string
}

/** The one error class of the house: a code for doors, a sentence for people. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly issues: Issue[]
  /** Seconds after which it is worth asking again, where that is known. */
  readonly retryAfter: number | undefined

  constructor(code: FaultCode, message: string, issues: Issue[] = [], retryAfter?: number) {
    super(message)
    this.name = 'Fault'
    this.code = code
    this.issues = issues
    this.retryAfter = retryAfter
  }
}
