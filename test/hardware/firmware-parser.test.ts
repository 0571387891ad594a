import { seededRandom } from '../../hardware/simulator/random.ts'
import { seed } from '../random.ts'
import { arm, ask, bench, status, text } from './firmware-bench.ts'

test.each([
  ['data bytes out of nowhere', '0102030405'],
  ['the end of a sysex that never began', 'f7f7'],
  ['an empty sysex', 'f0f7'],
  ['a message without its data', 'f406'],
  ['a sysex cut short by another message', 'f0010174'],
  ['bytes that are no message', 'f1f2f3f6f8fafbfcfdfe'],
  ['too short a sampling interval, pin state, extended analog', 'f07a01f7f06df7f06f05f7'],
  ['a heartbeat without a subcommand', 'f001f7'],
])('%s: no answer, no change', (_, bytes) => {
  const { board, say } = bench()
  expect(say(bytes)).toBe('')
  expect(say('f9')).toBe('f90205')
  for (let pin = 2; pin < 20; pin++) expect(board.drive(pin)).toBe('input')
})

test('a sysex longer than the buffer is dropped whole', () => {
  const { say } = bench()
  expect(say(`f001${'01'.repeat(126)}f7`, 60)).not.toBe(text('sysex too long'))
  expect(say(`f001${'01'.repeat(128)}f7`, 60)).toBe(text('sysex too long'))
  expect(say(`f001${'01'.repeat(3000)}f7`, 700)).toBe(text('sysex too long'))
  expect(say(ask)).toBe(status({}))
})

test('a message split over time is one message', () => {
  const { board, say } = bench()
  for (const byte of ['f4', '0d', '01', 'f5', '0d', '01']) expect(say(byte, 50)).toBe('')
  expect(board.drive(13)).toBe('high')
})

test('garbage never stops it, resets it, or keeps it from being safe', () => {
  const random = seededRandom(seed)
  const commands = [0x90, 0xc0, 0xd0, 0xe0, 0xf0, 0xf0, 0xf0, 0xf4, 0xf5, 0xf7, 0xf7, 0xf9]
  const commonData = [0x01, 0x02, 0x06, 0x07, 0x40, 0x41, 0x6f, 0x71, 0x73, 0x79, 0x7a]
  const pick = (from: number[]) => from[Math.floor(random.uniform() * from.length)]!
  const byte = () => {
    const kind = random.uniform()
    return kind < 0.3 ? pick(commands) : kind < 0.6 ? pick(commonData) : Math.floor(random.uniform() * 256)
  }
  const { board, listen, say } = bench()
  const starts: string[] = []
  board.watchResets(cause => starts.push(cause))
  for (let round = 0; round < 40; round++) {
    board.send(Uint8Array.from({ length: 200 }, byte))
    listen(100)
  }
  say('f7', 3000)
  // What garbage may have armed has tripped or will; armed anew and silent, all outputs rest.
  say('c000 c100 c200 c300 c400 c500 d000 d100 d200', 500)
  const answer = say(arm(100), 250)
  try {
    expect(starts).toEqual([])
    expect(answer).toContain('f0017f0101')
    expect(answer).toContain('f0017f0102')
    for (let pin = 2; pin < 20; pin++) expect(board.duty(pin)).toBe(0)
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error })
  }
})
