import { readFileSync } from 'node:fs'
import { SimulatedBoard } from '../../hardware/simulator/board.ts'
import { parseHex } from '../../hardware/simulator/intel-hex.ts'

const standardFirmata = readFileSync(
  new URL('../../node_modules/avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex', import.meta.url),
  'utf8',
)

// A program that somebody else compiled, with other libraries: what it does here, it does on a real board.
test('runs StandardFirmata, which leaves an output HIGH however long nobody speaks', () => {
  const board = new SimulatedBoard(standardFirmata)
  let heard = ''
  board.onData = bytes => {
    heard += bytes.toString('hex')
  }
  board.powerOn()
  board.run(2500)
  expect(heard).toMatch(/^f90204f0790204/)
  board.send(Buffer.from('f40601910000904000f40903e96401', 'hex'))
  board.run(50)
  expect(board.drive(6)).toBe('high')
  expect(board.duty(9)).toBeCloseTo(228 / 255)
  board.run(2000)
  expect(board.drive(6)).toBe('high')
}, 20_000)

test('hung, a program without a watchdog stays away until it is reset', () => {
  const board = new SimulatedBoard(standardFirmata)
  let heard = 0
  board.onData = bytes => {
    heard += bytes.length
  }
  board.powerOn()
  board.run(2500)
  board.hang()
  heard = 0
  board.send(Buffer.from('f9', 'hex'))
  board.run(5000)
  expect(heard).toBe(0)
  board.reset()
  board.run(2500)
  expect(heard).toBeGreaterThan(0)
}, 20_000)

test.each([
  ['no colon', '100000000C9466'],
  ['a wrong checksum', ':100000000C9466000C948E000C948E000C948E0000'],
  ['a wrong length', ':1100000000'],
])('refuses a hex with %s', (_, line) => {
  expect(() => parseHex(line)).toThrow('not Intel HEX')
})
