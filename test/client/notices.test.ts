import { dismiss, foldEvent, keyOf, readDismissed, toShow } from '../../client/notices.ts'

const event = (at: number, text: string, alarm = false) => ({
  vessel: 'tank',
  profile: 'ale',
  at,
  text,
  missed: false,
  alarm,
})

test('what is due is shown once, newest first, and not beside its own alarm', () => {
  const known = [event(1, 'stir')]
  const message = (data: ReturnType<typeof event>) => ({ channel: 'events', data })
  const two = foldEvent(known, message(event(2, 'hops')))
  expect(two.map(({ text }) => text)).toEqual(['hops', 'stir'])
  expect(foldEvent(two, message(event(1, 'stir')))).toBe(two)
  expect(toShow([...two, event(3, 'ring', true)], [keyOf(event(2, 'hops'))])).toEqual(known)
})

test('what was dismissed stays so for as long as anybody would show it', () => {
  const events = [event(3, 'c'), event(2, 'b')]
  const before = [keyOf(event(1, 'a')), keyOf(event(2, 'b'))]
  expect(dismiss(before, [events[0]!], events)).toEqual([keyOf(event(2, 'b')), keyOf(event(3, 'c'))])
  expect(readDismissed(JSON.stringify(['x', 5]))).toEqual(['x'])
  expect([null, '{nonsense', '{}'].map(readDismissed)).toEqual([[], [], []])
})
