import { arm, ask, beat, bench, greeting, status, text } from './firmware-bench.ts'

const relayOn = 'f40601 f50601'

test('armed and beaten, outputs stay; silent, they are safe within the timeout', () => {
  const { board, say, listen } = bench()
  say(relayOn)
  expect(say(arm(500, { 6: 0 }))).toBe(status({ state: 1, timeout: 500 }))
  for (let i = 0; i < 20; i++) expect(say(beat, 400)).toBe('')
  expect(board.drive(6)).toBe('high')
  expect(listen(95)).toBe('')
  expect(board.drive(6)).toBe('high')
  expect(listen(10)).toBe(status({ state: 2, trips: 1, timeout: 500 }))
  expect(board.drive(6)).toBe('low')
})

test.each([100, 1000, 16383])('a timeout of %d ms is kept to 3 ms', timeout => {
  const { board, say, listen } = bench()
  say(`f40601 f50601 ${arm(timeout, {})}`, 4)
  listen(timeout - 7)
  expect(board.drive(6)).toBe('high')
  listen(7)
  expect(board.drive(6)).toBe('low')
})

test('listed outputs take their safe values, all others rest', () => {
  const { board, say } = bench()
  say('f40601 f40701 f50701 f40903 e97f01 f40a03 ea7f01')
  say(arm(100, { 6: 1, 9: 100 }), 250)
  expect(board.drive(6)).toBe('high')
  expect(board.drive(7)).toBe('low')
  expect(board.duty(9)).toBeCloseTo(100 / 255)
  expect(board.duty(10)).toBe(0)
})

describe('tripped', () => {
  const tripped = () => {
    const rig = bench()
    rig.say(`${relayOn} f40903 e97f01 ${arm(100, { 6: 0, 8: 0 })}`, 150)
    return rig
  }

  test.each([
    ['a digital value', 'f50601'],
    ['a port', '90 40 00'],
    ['PWM', 'e97f01'],
    ['extended PWM', 'f06f097f01f7'],
    ['pull-up on an output', 'f4060b'],
    ['pull-up on a listed pin', 'f4080b'],
    ['a new output', 'f40701 f50701'],
    ['a new PWM output', 'f40a03 ea7f01'],
    ['OneWire on an output', 'f073410600f7'],
    ['system reset', 'ff'],
    ['a beat', `${beat} f50601`],
    ['an invalid arm', `${arm(50)} f50601`],
  ])('nothing moves an output: %s', (_, bytes) => {
    const { board, say } = tripped()
    say(bytes)
    expect([board.drive(6), board.drive(7), board.drive(8), board.duty(9), board.drive(10)]).toEqual([
      'low',
      'input',
      'input',
      0,
      'input',
    ])
    expect(say(ask)).toBe(status({ state: 2, trips: 1, timeout: 100 }))
  })

  test('inputs go on', () => {
    const { board, say } = tripped()
    say('f4030b')
    expect(board.drive(3)).toBe('pullup')
    expect(say('d001')).toMatch(/^90/)
  })

  test('armed again, outputs stay safe until written', () => {
    const { board, say } = tripped()
    expect(say(arm(1000, { 6: 0 }))).toBe(status({ state: 1, trips: 1, timeout: 1000 }))
    expect(board.drive(6)).toBe('low')
    say('f50601')
    expect(board.drive(6)).toBe('high')
  })
})

test.each([
  ['no timeout', 'f00101f7', 'length'],
  ['half a triple', 'f0010174030600f7', 'length'],
  ['99 ms', arm(99), 'timeout below 100 ms'],
  ['a pin that is not there', arm(500, { 20: 0 }), 'no such pin'],
  ['the serial line', arm(500, { 1: 0 }), 'no such pin'],
  ['a value above 255', arm(500, { 6: 256 }), 'value above 255'],
])('refuses to arm with %s, and changes nothing', (_, bytes, reason) => {
  const { say, listen } = bench()
  say(arm(1000, { 6: 1 }))
  expect(say(bytes, 30)).toBe(text(`heartbeat not armed: ${reason}`))
  expect(say(ask)).toBe(status({ state: 1, timeout: 1000 }))
  expect(listen(1000)).toBe(status({ state: 2, trips: 1, timeout: 1000 }))
})

test('a listed pin becomes an output at its safe value, without a moment of LOW', () => {
  const { board, say } = bench()
  const seen: string[] = []
  board.watch(7, drive => seen.push(drive))
  board.reset()
  board.run(20)
  say(arm(1000, { 7: 1 }))
  seen.length = 0
  say('f40701')
  expect(board.drive(7)).toBe('high')
  expect(seen).not.toContain('low')
})

test('system reset does not take the guard away', () => {
  const { board, say, listen } = bench()
  say(`${relayOn} ${arm(500, { 6: 0 })}`)
  say('ff')
  expect(board.drive(6)).toBe('low')
  say('f50601')
  listen(500)
  expect(board.drive(6)).toBe('low')
})

test('it trips while a OneWire delay of ten seconds is waited for', () => {
  const { board, say } = bench()
  say(`${relayOn} f0734102 00f7 ${arm(300, { 6: 0 })}`)
  say('f0731002 102700 00 00 f7')
  say('', 300)
  expect(board.drive(6)).toBe('low')
})

test('it trips on a flood of requests', () => {
  const { board, say } = bench()
  say(`${relayOn} ${arm(300, { 6: 0 })}`)
  for (let i = 0; i < 20; i++) say('f06bf7', 20)
  expect(board.drive(6)).toBe('low')
})

describe('a hung program', () => {
  test('is reset by the watchdog within 1.2 s; pins float, the cause is told, trips are kept', () => {
    const { board, say, listen } = bench()
    say(`${relayOn} ${arm(100, { 6: 0 })}`, 150)
    say(`${arm(5000, { 6: 0 })} f50601`)
    board.hang()
    listen(300)
    expect(board.drive(6)).toBe('high')
    expect(listen(900)).toBe(greeting(8, 1))
    expect(board.drive(6)).toBe('input')
    expect(say('f9')).toBe('f90205')
    expect(listen(5000)).toBe('')
  })

  test('a reset button keeps the trips, power-on clears them', () => {
    const { board, say, listen } = bench()
    say(arm(100), 150)
    board.reset()
    expect(listen(30)).toBe(greeting(2, 1))
    board.powerOff()
    listen(100)
    board.powerOn()
    expect(listen(30)).toBe(greeting(1, 0))
  })
})
