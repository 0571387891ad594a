import type { Level, LogEntry } from '../data/model/log.ts'
import type { Clock } from '../data/model/units.ts'

/** Says something to whoever watches: the terminal, the `logs` channel, the log that is kept. */
export type Log = (level: Level, source: string, message: string) => void

/** The one logger: prints a line and hands the entry to `publish`. `print` is standard error when left out. */
export function createLog(options: {
  clock: Pick<Clock, 'now'>
  publish: (entry: LogEntry) => void
  print?: (line: string) => void
}): Log {
  const print = options.print ?? (line => process.stderr.write(`${line}\n`))
  return (level, source, message) => {
    const entry: LogEntry = {
      at: options.clock.now(),
      level,
      source: source.slice(0, 100),
      message: message.slice(0, 2000),
    }
    print(printable(`${new Date(entry.at).toISOString()} ${level.padEnd(7)} ${entry.source}: ${entry.message}`))
    if (level !== 'debug') options.publish(entry)
  }
}

/** Without what a terminal would obey; further lines are set in, so that none passes for an entry of its own. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '\ufffd').replaceAll('\n', '\n  ')
}
