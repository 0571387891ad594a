import type { LogEntry } from '../../data/model/log.ts'
import { createLog } from '../../server/log.ts'

test('what people named things does nothing to the terminal, and makes no line that looks like one of the log', () => {
  const printed: string[] = []
  const published: LogEntry[] = []
  const log = createLog({
    clock: { now: () => 0 },
    publish: entry => published.push(entry),
    print: line => printed.push(line),
  })
  const message = 'Ale\u001b[2J\u009b2J\r\n1970-01-01T00:00:01.000Z error   safety: gone\tÄ🍺'
  log('info', 'vessel kettle\u0007', message)
  expect(printed).toEqual([
    '1970-01-01T00:00:00.000Z info    vessel kettle�: Ale�[2J�2J�\n  1970-01-01T00:00:01.000Z error   safety: gone\tÄ🍺',
  ])
  expect(published).toMatchObject([{ source: 'vessel kettle\u0007', message }])
})
