import { AlarmEntry, JournalEntry } from '../model/alarm.ts'
import { LogEntry } from '../model/log.ts'
import type { Point } from '../model/reading.ts'
import { demandPoint } from '../repositories/levels.ts'
import { check } from '../repositories/rows.ts'
import type { AlarmChange } from '../store.ts'

/**
 * What the recorder must not lose, and needs no answer: it may wait on the disk for the database. Each fails with `invalid`
 * at once what the database would refuse later.
 */
const demands: Record<string, (value: unknown) => void> = {
  'readings.append': points => (points as Point[]).forEach(demandPoint),
  'logs.append': entries => {
    for (const entry of entries as LogEntry[]) check(LogEntry, 'log entry', entry)
  },
  'alarms.keep': changes => {
    for (const { entry, journal } of changes as AlarmChange[]) {
      if (journal) check(JournalEntry, 'journal entry', journal)
      if (entry) check(AlarmEntry, 'alarm', entry)
    }
  },
}

/** Whether a call can wait on the disk. */
export function canWait({ repository, method }: { repository: string; method: string }): boolean {
  return `${repository}.${method}` in demands
}

/** Fails with `invalid` unless the database will take it. */
export function demandValid({
  repository,
  method,
  values,
}: {
  repository: string
  method: string
  values: unknown[]
}): void {
  demands[`${repository}.${method}`]?.(values[0])
}
