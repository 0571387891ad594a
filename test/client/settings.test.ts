import { afterEach, expect, test } from '@jest/globals'
import { applyLocale, axisTime, clockTime, inLocalTime, number } from '../../client/format.ts'
import { bytes } from '../../client/settings.ts'

afterEach(() => applyLocale('en-GB'))

test('dates and numbers are written as the locale does', () => {
  const [at, now] = [new Date(2026, 2, 12, 18, 5).getTime(), new Date(2026, 3, 1).getTime()]
  expect([clockTime(at, now), number(-18.5, 1)]).toEqual(['12 Mar 18:05', '−18.5'])
  applyLocale('de-DE')
  expect([clockTime(at, now), number(-18.5, 1)]).toEqual(['12. März 18:05', '−18,5'])
})

test.each([
  ['en-GB', ['18:05', '18:05:00', '12 Mar', 'Mar 2026', '2026']],
  ['en-US', ['06:05 PM', '06:05:00 PM', 'Mar 12', 'Mar 2026', '2026']],
])('an axis tells times as texts do: %s', (locale, expected) => {
  applyLocale(locale)
  const at = new Date(2026, 2, 12, 18, 5).getTime()
  const plain = (text: string) => text.replace(/\s/g, ' ')
  const divisions = ['minute', 'second', 'day', 'month', 'year'] as const
  expect(divisions.map(division => plain(axisTime(at, division)))).toEqual(expected)
  expect(plain(clockTime(at, at))).toBe(expected[0])
})

test.each([
  [0, '0\u00a0bytes'],
  [999, '999\u00a0bytes'],
  [188_400, '188.4\u00a0kB'],
  [12_300_000_000, '12.3\u00a0GB'],
])('%d bytes', (count, words) => {
  expect(bytes(count)).toBe(words)
})

test('times the server says in UTC are told as this browser tells them', () => {
  applyLocale('en-GB')
  const at = new Date(2026, 2, 12, 18, 5).getTime()
  const said = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  expect(inLocalTime(`it was pressed at ${said}: clear it`, at + 60_000)).toBe('it was pressed at 18:05: clear it')
  expect(inLocalTime(`until ${said}`, at - 30 * 86_400_000)).toBe('until 12 Mar 18:05')
  expect(inLocalTime('at 18:05', at)).toBe('at 18:05')
})
