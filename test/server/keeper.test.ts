import { expect, test } from '@jest/globals'
import { Fault } from '../../data/model/fault.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createKeeper } from '../../server/keeper.ts'

test('what went one by one, as one of them is refused for good, is not written again when the disk fails on the way', async () => {
  const clock = virtualClock(1_000_000)
  const written: string[] = []
  const logged: string[] = []
  let full = true
  const keeper = createKeeper<string>({
    clock,
    log: (_level, _source, message) => logged.push(message),
    things: 'marks',
    nameOf: mark => mark,
    async keep(marks) {
      if (marks.includes('poison')) throw new Fault('invalid', 'not of the form')
      if (full && marks.includes('last')) throw new Fault('unavailable', 'the disk is full')
      written.push(...marks)
    },
  })
  for (const mark of ['first', 'poison', 'last']) keeper.add(mark)
  await expect(keeper.write('now')).rejects.toMatchObject({ code: 'unavailable' })
  expect(keeper.unkept()).toEqual(['last'])
  full = false
  await keeper.close()
  expect(written).toEqual(['first', 'last'])
  expect(logged).toEqual(['poison is not kept: not of the form', 'marks cannot be written down: the disk is full'])
})
