import { Fault, type FaultCode, type Issue } from './model/fault.ts'

/** What a thread of the database is started with. */
export interface ThreadStart {
  database: string
  now: number
}

/** One call of a repository's method. */
export interface Call {
  call: number
  repository: string
  method: string
  values: unknown[]
}

/** What a thread is asked; `close` is the last thing. */
export type Request = Call | { close: true }

/** An error on its way between threads, where classes are lost. */
export type Failure = { message: string; stack?: string | undefined; fault?: { code: FaultCode; issues: Issue[] } }

/** What it answers to a call. */
export type Answer = { call: number; value: unknown } | { call: number; failure: Failure }

/** A database that is open: where it is, which run of it this is, and the methods one may call by repository. */
export interface Opened {
  path: string
  run: number
  methods: Record<string, string[]>
}

/** What a thread says; `opened` or `refused` comes first. */
export type Said = { opened: Opened } | { refused: Failure } | Answer

/** An error as it is sent. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Fault) return { message: error.message, fault: { code: error.code, issues: error.issues } }
  if (error instanceof Error) return { message: error.message, stack: error.stack }
  return { message: String(error) }
}

/** An error as it was. */
export function toError({ message, stack, fault }: Failure): Error {
  if (fault) return new Fault(fault.code, message, fault.issues)
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
