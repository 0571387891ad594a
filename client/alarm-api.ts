import type { Alarm, AlarmState, JournalEntry, Priority } from '../data/model/alarm.ts'
import type { AlarmRule } from '../data/model/alarm-rule.ts'
import type { Board } from '../data/model/board.ts'
import { all, call, post, put } from './api.ts'

const person = (by: string) => (by === '' ? {} : { by })
const command = (name: string) => (id: string, by: string) =>
  post<Alarm>(`/alarms/${encodeURIComponent(id)}/${name}`, person(by))

/** This and the other commands tell who does it; `by` may be empty. */
export const acknowledge = command('acknowledge')

/** Acknowledges all that waits for it. */
export const acknowledgeAll = (by: string): Promise<unknown> => post('/alarms/acknowledge', person(by))

/** Hears nothing of an alarm for so many seconds. */
export const shelve = (id: string, seconds: number, by: string): Promise<Alarm> =>
  post(`/alarms/${encodeURIComponent(id)}/shelve`, { seconds, ...person(by) })

export const unshelve = command('unshelve')
export const takeOutOfService = command('out-of-service')
export const putInService = command('in-service')

/** What to look for in the journal; what is empty does not matter. */
export interface JournalFilter {
  alarm: string
  priority: Priority | ''
  text: string
}

/** An entry of the journal as it is listed. */
export type Entry = JournalEntry & { id: number }

/** A page of the journal, newest first; `before` is the `next` of the page before. */
export function getJournal(
  filter: JournalFilter,
  before: string | null,
): Promise<{ items: Entry[]; next: string | null }> {
  const query = new URLSearchParams({ limit: '25' })
  for (const [key, value] of Object.entries(filter)) if (value.trim() !== '') query.set(key, value.trim())
  if (before !== null) query.set('before', before)
  return call(`/alarm-journal?${query}`)
}

/** All alarms in a state, or in any. */
export const getAlarms = (state: AlarmState | 'all'): Promise<Alarm[]> => all(`alarms?state=${state}`)

export const getRules = (): Promise<AlarmRule[]> => all('alarm-rules')
export const getBoards = (): Promise<Board[]> => all('boards')

/** A rule as it is sent; with the version it was read in, a change fails when somebody else was quicker. */
export type RuleBody = Omit<AlarmRule, 'version'> & { version?: number }

export const createRule = (rule: RuleBody): Promise<AlarmRule> => post('/alarm-rules', rule)
export const updateRule = (rule: RuleBody): Promise<AlarmRule> => put(`/alarm-rules/${rule.id}`, rule)
export const deleteRule = (id: string): Promise<unknown> => call(`/alarm-rules/${id}`, { method: 'DELETE' })
