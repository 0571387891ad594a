import { crc8, ds18b20, romOf } from '../../hardware/simulator/ds18b20.ts'
import { oneWireBus } from '../../hardware/simulator/onewire-bus.ts'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { type Bench, bench, messages, text } from './firmware-bench.ts'

const pack = (bytes: number[]): string => {
  const bits = bytes.flatMap(byte => Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1))
  const packed: number[] = []
  for (let i = 0; i < bits.length; i += 7) {
    packed.push(bits.slice(i, i + 7).reduce((value, bit, place) => value | (bit << place), 0))
  }
  return Buffer.from(packed).toString('hex')
}

const unpack = (packed: Buffer): Buffer => {
  const bits = [...packed].flatMap(byte => Array.from({ length: 7 }, (_, bit) => (byte >> bit) & 1))
  return Buffer.from(
    Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
      bits.slice(i * 8, i * 8 + 8).reduce((value, bit, place) => value | (bit << place), 0),
    ),
  )
}

const config = 'f073410200f7'
const command = (bits: number, data: number[] = []) => `f073${bits.toString(16).padStart(2, '0')}02${pack(data)}f7`
const address = (rom: string) => [...Buffer.from(rom, 'hex')]
const reset = 1
const skip = 2
const select = 4
const read = 8
const delay = 16
const write = 32

const withProbes = (count: number, temperature = 20, noise = 0) => {
  const rig = bench()
  const random = seededRandom(7)
  const serials = seededRandom(count)
  const probes = Array.from({ length: count }, () => ds18b20(romOf(serials.uniform() * 2 ** 48), random, noise))
  for (const [i, probe] of probes.entries()) probe.temperature = temperature + i
  const bus = oneWireBus(rig.board, 2)
  bus.plug(probes)
  rig.say(config)
  return { ...rig, bus, probes, roms: probes.map(({ rom }) => rom) }
}

const search = ({ say }: Bench, kind = '40', milliseconds = 400): string[] => {
  const answer = Buffer.from(say(`f073${kind}02f7`, milliseconds), 'hex')
  expect(answer.subarray(0, 4).toString('hex')).toBe(`f073${kind === '40' ? '42' : '45'}02`)
  return unpack(answer.subarray(4, -1)).toString('hex').match(/.{16}/g) ?? []
}

const scratchpad = ({ say }: Bench, rom: string, correlation = 0x1234): Buffer => {
  const data = [...address(rom), 9, 0, correlation & 0xff, correlation >> 8, 0xbe]
  const answer = Buffer.from(say(command(reset | select | write | read, data), 60), 'hex')
  expect(answer.subarray(0, 4).toString('hex')).toBe('f0734302')
  const bytes = unpack(answer.subarray(4, -1))
  expect(bytes.readUInt16LE(0)).toBe(correlation)
  return bytes.subarray(2)
}

const degrees = (bytes: Buffer) => bytes.readInt16LE(0) / 16

describe('search', () => {
  test.each([0, 1, 2, 3, 8, 16])('finds %d devices', count => {
    const rig = withProbes(count)
    expect(search(rig).sort()).toEqual([...rig.roms].sort())
  })

  test('a bus held LOW has no devices', () => {
    const rig = withProbes(3)
    rig.bus.short(true)
    expect(search(rig)).toEqual([])
    rig.bus.short(false)
    expect(search(rig)).toHaveLength(3)
  })

  test('a bus that was LOW when the program started anew is a bus again', () => {
    const rig = withProbes(3)
    rig.say('f40201')
    rig.board.reset('watchdog')
    rig.listen(20)
    rig.say(config)
    expect(search(rig)).toHaveLength(3)
  })

  test('for alarms finds those that are outside of their limits', () => {
    const rig = withProbes(3, 70) // 70, 71, 72 °C; limits of 75 and 70 °C
    rig.say(command(reset | skip | write, [0x44]), 800)
    expect(search(rig, '44')).toEqual([rig.roms[0]])
  })
})

describe('reading', () => {
  test('85 °C before the first conversion, then what is there, each with a valid CRC', () => {
    const rig = withProbes(3, -10.0625)
    expect(degrees(scratchpad(rig, rig.roms[0]!))).toBe(85)
    rig.say(command(reset | skip | write, [0x44]), 760)
    for (const [i, rom] of rig.roms.entries()) {
      const bytes = scratchpad(rig, rom, 100 + i)
      expect(crc8([...bytes])).toBe(0)
      expect(degrees(bytes)).toBe(-10.0625 + i)
    }
  })

  test('before 750 ms are over, the old value', () => {
    const rig = withProbes(1, 40)
    rig.say(command(reset | skip | write, [0x44]), 700)
    expect(degrees(scratchpad(rig, rig.roms[0]!))).toBe(85)
    rig.listen(60)
    expect(degrees(scratchpad(rig, rig.roms[0]!))).toBe(40)
  })

  test('all of 200 reads are CRC-valid with host, analog reports and heartbeats in between', () => {
    const rig = withProbes(2, 20, 0.5)
    rig.say('c001 f07a0a00f7 f00101 7f7f f7')
    let valid = 0
    for (let i = 0; i < 200; i++) {
      const data = [...address(rig.roms[i % 2]!), 9, 0, i, 0, 0xbe]
      rig.board.send(Buffer.from(command(reset | select | write, [...address(rig.roms[i % 2]!), 0x44]), 'hex'))
      const heard = rig.say(`${command(reset | select | write | read, data)} f00102f7 f9 f00102f7`, 60)
      const reply = messages(heard).find(message => message.startsWith('f0734302')) ?? ''
      const bytes = unpack(Buffer.from(reply, 'hex').subarray(4, -1)).subarray(2)
      if (bytes.length === 9 && crc8([...bytes]) === 0) valid++
    }
    expect(valid).toBe(200)
  })

  test('nobody answers: ones only', () => {
    const rig = withProbes(1)
    expect(scratchpad(rig, romOf(99)).toString('hex')).toBe('ff'.repeat(9))
  })

  test('at 9 bits it is quicker and coarser', () => {
    const rig = withProbes(1, 21.3)
    rig.say(command(reset | skip | write, [0x4e, 75, 70, 0x1f]))
    rig.say(command(reset | skip | write, [0x44]), 110)
    expect(degrees(scratchpad(rig, rig.roms[0]!))).toBe(21.5)
  })
})

describe('requests', () => {
  test('wait for each other, delays included', () => {
    const rig = withProbes(1, 30)
    const heard = rig.say(
      command(reset | skip | delay | write, [0xf0, 0, 0, 0, 0x44]) + // 240 ms
        command(delay, [0x08, 0x02, 0, 0]) + // 520 ms
        command(reset | skip | read | write, [2, 0, 7, 0, 0xbe]),
      700,
    )
    expect(heard).toBe('')
    const answer = Buffer.from(rig.listen(120), 'hex')
    expect([...unpack(answer.subarray(4, -1))]).toEqual([7, 0, 480 & 0xff, 480 >> 8])
  })

  test('hosts that always set all bits: zeros for address, count and delay mean nothing', () => {
    const rig = withProbes(1, 30)
    const all = select | read | delay | write
    const zeros = (count: number) => new Array<number>(count).fill(0)
    rig.say(command(reset))
    rig.say(command(all, [...address(rig.roms[0]!), ...zeros(8), 0x44]), 760)
    rig.say(command(all, [...zeros(12), 10, 0, 0, 0]), 20)
    rig.say(command(reset))
    const data = [...address(rig.roms[0]!), 9, 0, 3, 0, ...zeros(4), 0xbe]
    const answer = Buffer.from(rig.say(command(all, data), 60), 'hex')
    expect(degrees(unpack(answer.subarray(4, -1)).subarray(2))).toBe(30)
  })

  test.each([
    ['without its address', command(select, [1, 2, 3]), 'onewire: request too short'],
    ['without its count', command(read, [1]), 'onewire: request too short'],
    ['on a pin that is not OneWire', 'f0734003f7', 'onewire: not a onewire pin'],
    ['on a pin that is not there', 'f073407ff7', 'onewire: not a onewire pin'],
    ['without a pin', 'f07340f7', 'onewire: not a onewire pin'],
  ])('%s is refused', (_, bytes, reason) => {
    expect(withProbes(1).say(bytes, 40)).toBe(text(reason))
  })

  test('too many at once are refused; those that fit are done', () => {
    const rig = withProbes(1)
    const one = command(reset | select | write | read, [...address(rig.roms[0]!), 9, 0, 1, 0, 0xbe])
    const heard = rig.say(command(delay, [200, 0, 0, 0]) + one.repeat(30), 1500)
    expect(heard).toContain(text('onewire: too many requests'))
    const replies = heard.match(/f0734302/g)!.length
    expect(replies).toBeGreaterThanOrEqual(10)
    expect(search(rig)).toEqual(rig.roms)
  })

  test('system reset forgets them', () => {
    const rig = withProbes(1)
    rig.say(command(delay, [200, 0, 0, 0]) + command(reset | skip | read | write, [9, 0, 1, 0, 0xbe]))
    expect(rig.say('ff', 500)).toBe('')
  })
})
