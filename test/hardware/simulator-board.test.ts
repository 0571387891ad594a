import { ds18b20, romOf } from '../../hardware/simulator/ds18b20.ts'
import { oneWireBus } from '../../hardware/simulator/onewire-bus.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { bench } from './firmware-bench.ts'

/** Share of the time that a pin is HIGH, by its edges, and how often it rises in a second. */
const measure = (pin: number, bytes: string) => {
  const { board, say } = bench()
  const edges: { at: number; isHigh: boolean }[] = []
  board.watch(pin, drive => edges.push({ at: board.milliseconds, isHigh: drive === 'high' }))
  say(bytes)
  edges.length = 0
  board.run(500)
  let high = 0
  for (const [i, edge] of edges.entries()) {
    if (i > 0 && edges[i - 1]!.isHigh) high += edge.at - edges[i - 1]!.at
  }
  const span = edges.at(-1)!.at - edges[0]!.at
  return { share: high / span, rises: (edges.filter(({ isHigh }) => isHigh).length - 1) / (span / 1000) }
}

// Timers leap in the simulator: their edges must be where the data sheet puts them all the same.
describe('PWM as an oscilloscope would see it', () => {
  test.each([1, 64, 128, 200, 254])('fast PWM on pin 5 at %d', value => {
    const { share, rises } = measure(5, `f40503 e5${(value & 127).toString(16).padStart(2, '0')}0${value >> 7}`)
    expect(Math.abs(share - (value + 1) / 256)).toBeLessThan(0.006)
    expect(Math.abs(rises - 16e6 / 64 / 256)).toBeLessThan(5)
  })

  test.each([
    { pin: 9, value: 64 },
    { pin: 10, value: 128 },
    { pin: 11, value: 1 },
    { pin: 3, value: 254 },
  ])('phase-correct PWM on pin $pin at $value', ({ pin, value }) => {
    const hex = pin.toString(16)
    const { share, rises } = measure(
      pin,
      `f40${hex}03 e${hex}${(value & 127).toString(16).padStart(2, '0')}0${value >> 7}`,
    )
    expect(Math.abs(share - value / 255)).toBeLessThan(0.006)
    expect(Math.abs(rises - 16e6 / 64 / 510)).toBeLessThan(5)
  })
})

test('the clock of the board is exact: 1000 sampling intervals of 10 ms in 10 s', () => {
  const { say, listen } = bench()
  say('c001 f07a0a00f7')
  const samples = listen(10_000).match(/e0..../g)!.length
  expect(Math.abs(samples - 1000)).toBeLessThanOrEqual(2)
})

test('off, nothing is driven and nothing is heard; on, the program starts', () => {
  const { board, say, listen } = bench()
  say('f40d01 f50d01')
  board.powerOff()
  expect(board.isPowered).toBe(false)
  expect(board.drive(13)).toBe('input')
  expect(say('f9')).toBe('')
  const before = board.milliseconds
  listen(1000)
  expect(board.milliseconds - before).toBeCloseTo(1000)
  board.powerOn()
  expect(listen(20)).toMatch(/^f90205/)
})

test('bytes sent while the program starts are lost, as on a real line', () => {
  const { board, listen } = bench()
  board.reset()
  board.send(Buffer.from('f9'.repeat(5), 'hex'))
  expect(listen(50).match(/f90205/g)).toHaveLength(1)
})

test('waiting is leapt over to the cycle: on the bus each edge is where it is without leaps', () => {
  const searched = (step: number) => {
    const { board, say } = bench()
    oneWireBus(board, 2).plug([1, 2].map(serial => ds18b20(romOf(serial), seededRandom(1))))
    say('f073410200f7')
    const heard: string[] = []
    board.onData = bytes => heard.push(bytes.toString('hex'))
    board.watch(2, drive => heard.push(`${drive} at ${board.milliseconds}`))
    board.send(Buffer.from('f0734002f7', 'hex'))
    const end = board.milliseconds + 30
    while (board.milliseconds < end) board.run(step)
    return heard
  }
  const leapt = searched(30)
  expect(leapt.filter(line => line.startsWith('low')).length).toBeGreaterThan(100)
  // A cycle at a time there is nothing to leap over.
  expect(searched(1 / 16_000).filter(line => line.includes('at'))).toEqual(leapt.filter(line => line.includes('at')))
})
