import type { AlarmRule } from '../data/model/alarm-rule.ts'
import type { Board } from '../data/model/board.ts'
import type { Message } from '../data/model/channels.ts'
import { getBoards, getRules } from './alarm-api.ts'
import { type Change, changed } from './brewery.ts'

/** Alarm rules, and the boards they may watch. */
export interface RuleBook {
  rules: AlarmRule[]
  boards: Board[]
}

/** Channels whose messages change it. */
export const ruleChannels = ['configuration.alarm-rules', 'configuration.boards']

/** All rules and boards as they are now. */
export async function getRuleBook(): Promise<RuleBook> {
  const [rules, boards] = await Promise.all([getRules(), getBoards()])
  return { rules, boards }
}

/** The rules and boards after a message. */
export function foldRules(book: RuleBook, { channel, data }: Message): RuleBook {
  const change = data as unknown as Change
  if (channel === 'configuration.boards') {
    const boards = changed(book.boards, change)
    return boards === book.boards ? book : { ...book, boards }
  }
  if (channel !== 'configuration.alarm-rules') return book
  const rules = changed(book.rules, change)
  return rules === book.rules ? book : { ...book, rules }
}
