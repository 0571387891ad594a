import { readFileSync } from 'node:fs'
import { firmwareHex } from '../../hardware/firmware/build.ts'
import { SimulatedBoard } from '../../hardware/simulator/board.ts'
import { ask, bench, greeting, pair, status, text } from './firmware-bench.ts'

describe('what the board says of itself', () => {
  test('starts with version, firmware and heartbeat status', () => {
    const board = new SimulatedBoard(readFileSync(firmwareHex, 'utf8'))
    let heard = ''
    board.onData = bytes => {
      heard += bytes.toString('hex')
    }
    board.powerOn()
    board.run(20)
    expect(heard).toBe(greeting())
  })

  test.each([
    ['version', 'f9', 'f90205'],
    ['firmware', 'f079f7', 'f07901006d00610065006c007300740072006f006d00f7'],
    ['analog mapping', 'f069f7', `f06a${'7f'.repeat(14)}000102030405f7`],
    ['heartbeat status', ask, status({})],
    ['state of a fresh pin', 'f06d0df7', 'f06e0d000000f7'],
    ['state of a pin that is not there', 'f06d14f7', text('no such pin')],
    ['a string, which nobody reads', 'f0714100f7', ''],
    ['an unknown sysex', 'f04200f7', text('unknown sysex')],
  ])('%s', (_, question, answer) => {
    expect(bench().say(question, 30)).toBe(answer)
  })

  test('capabilities: nothing for the serial pins, PWM and analog where the chip has them', () => {
    const answer = Buffer.from(bench().say('f06bf7', 60), 'hex')
    const pins = answer
      .subarray(2, -1)
      .toString('hex')
      .match(/(?:(?!7f)[0-9a-f]{2})*7f/g)!
    expect(pins).toHaveLength(20)
    const plain = '00010b0101010701'
    expect(pins.map(pin => pin.slice(0, -2))).toEqual(
      pins.map((_, pin) =>
        pin < 2
          ? ''
          : [3, 5, 6, 9, 10, 11].includes(pin)
            ? '00010b01010103080701'
            : pin < 14
              ? plain
              : '00010b010101020a0701',
      ),
    )
  })
})

describe('pins', () => {
  test('all start as inputs, without pull-up', () => {
    const { board } = bench()
    for (let pin = 2; pin < 20; pin++) expect(board.drive(pin)).toBe('input')
  })

  test('mode output starts LOW; single values and whole ports set it', () => {
    const { board, say } = bench()
    say('f40d01')
    expect(board.drive(13)).toBe('low')
    say('f50d01')
    expect(board.drive(13)).toBe('high')
    expect(say('f06d0df7')).toBe('f06e0d010100f7')
    say('9100 00')
    expect(board.drive(13)).toBe('low')
    say('f40801 91 21 00') // pins 8 and 13
    expect([board.drive(8), board.drive(13)]).toEqual(['high', 'high'])
    say('f40f01 91 00 01') // pin 15 is bit 7 of port 1
    expect([board.drive(8), board.drive(15)]).toEqual(['low', 'high'])
  })

  test('pull-up, and its state', () => {
    const { board, say } = bench()
    expect(say('f4030b f06d03f7')).toBe('f06e030b0100f7')
    expect(board.drive(3)).toBe('pullup')
  })

  test.each([0, 1, 127, 128, 254, 255])('PWM %d', value => {
    const { board, say } = bench()
    expect(say(`f40903 e9${pair(value)} f06d09f7`)).toBe(`f06e0903${pair(value)}f7`)
    expect(board.duty(9)).toBeCloseTo(value / 255)
  })

  test('PWM by the extended message; what is above 255 is full', () => {
    const { board, say } = bench()
    say('f40503 f06f05 6401 f7')
    expect(board.duty(5)).toBeCloseTo(228 / 255)
    say('f06f05 0000 01 f7')
    expect(board.duty(5)).toBe(1)
    say('f06f05 7f f7')
    expect(board.duty(5)).toBeCloseTo(127 / 255)
  })

  test.each([
    ['the serial line', 'f40001'],
    ['a pin that is not there', 'f41401'],
    ['PWM on a pin without', 'f40203'],
    ['analog on a digital pin', 'f40202'],
    ['a mode nobody knows', 'f40263'],
  ])('refuses %s', (_, bytes) => {
    expect(bench().say(bytes, 30)).toBe(text('pin cannot do this mode'))
  })

  test('writes to a pin in another mode are dropped', () => {
    const { board, say } = bench()
    expect(say('f50901 e97f01 920f00 90 7f01')).toBe('')
    for (let pin = 2; pin < 20; pin++) expect(board.drive(pin)).toBe('input')
    say('f40901 e97f01')
    expect(board.drive(9)).toBe('low')
  })
})

describe('reports', () => {
  test('a digital port reports at once, then at changes, within 2 ms', () => {
    const { board, say, listen } = bench()
    board.setLevel(3, true)
    expect(say('f40300 f40400 d001')).toBe('900800')
    expect(listen(100)).toBe('')
    board.setLevel(4, true)
    expect(listen(2)).toBe('901800')
    board.setLevel(3, false)
    expect(listen(2)).toBe('901000')
    say('d000')
    board.setLevel(3, true)
    expect(listen(50)).toBe('')
  })

  test('ports are eight pins each, whatever the chip calls them', () => {
    const { board, say, listen } = bench()
    board.setLevel(15, true)
    expect(say('d101')).toBe('910001')
    board.setLevel(15, false)
    board.setLevel(8, true)
    expect(listen(5)).toMatch(/910100$/)
  })

  test('outputs are not reported', () => {
    const { say } = bench()
    expect(say('f40401 d001 f50401')).toBe('900000')
  })

  test('an analog channel reports at once, then every sampling interval', () => {
    const { board, say, listen } = bench()
    board.setVoltage(2, 2.5)
    expect(say('c201', 3)).toBe('e20004')
    board.setVoltage(2, 5)
    expect(listen(190).match(/e27f07/g)).toHaveLength(10)
    say('f07a6400f7')
    listen(100)
    expect(listen(1000)).toBe('e27f07'.repeat(10))
    say('c200')
    expect(listen(300)).toBe('')
  })

  test('system reset ends reports and makes all pins inputs', () => {
    const { board, say, listen } = bench()
    say('f40d01 f50d01 c001 d001')
    expect(say('ff')).toBe('')
    expect(board.drive(13)).toBe('input')
    board.setLevel(4, true)
    expect(listen(100)).toBe('')
  })
})
