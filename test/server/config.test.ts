import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { standardLimits } from '../../data/model/limits.ts'
import { help, readConfig } from '../../server/config.ts'

const defaults = {
  port: 8888,
  host: '127.0.0.1',
  database: 'data/maelstrom.sqlite',
  demo: true,
  serialPort: null,
  limits: standardLimits,
}

test.each([
  [[], {}, defaults],
  [['--port', '80'], { MAELSTROM_PORT: '90' }, { ...defaults, port: 80 }],
  [
    [],
    { MAELSTROM_PORT: '0', MAELSTROM_HOST: '0.0.0.0', MAELSTROM_DATABASE: '/tmp/x' },
    { ...defaults, port: 0, host: '0.0.0.0', database: '/tmp/x' },
  ],
  [[], { DATABASE_URL: 'postgres://pg/beer' }, { ...defaults, database: 'postgres://pg/beer' }],
  [[], { DATABASE_URL: 'postgres://pg/beer', MAELSTROM_DATABASE: '/tmp/x' }, { ...defaults, database: '/tmp/x' }],
  [[], { DATABASE_URL: '', MAELSTROM_DATABASE: '' }, defaults],
  [[], { MAELSTROM_HOST: '', MAELSTROM_PORT: ' ', MAELSTROM_MESSAGE_RATE: '', MAELSTROM_SLOW_CLIENTS: '' }, defaults],
  [['--no-demo'], {}, { ...defaults, demo: false }],
  [[], { MAELSTROM_DEMO: 'off' }, { ...defaults, demo: false }],
  [[], { MAELSTROM_DEMO: 'on' }, defaults],
  [['--serial-port=/dev/ttyACM0'], {}, { ...defaults, serialPort: '/dev/ttyACM0' }],
  [
    ['--message-rate', '50', '--slow-clients', 'data.kettle=disconnect, *=drop-oldest'],
    { MAELSTROM_CONNECTIONS_PER_ADDRESS: '7', MAELSTROM_CLIENT_QUEUE: '65536' },
    {
      ...defaults,
      limits: {
        ...standardLimits,
        ...{ messageRate: 50, connectionsPerAddress: 7, queue: 65_536 },
        ...{ slow: { 'data.kettle': 'disconnect' }, slowElsewhere: 'drop-oldest' },
      },
    },
  ],
])('%j with %j', (args, environment, expected) => {
  expect(readConfig(args, environment)).toEqual(expected)
})

test('--help is asked for', () => {
  expect(readConfig(['--help'], {})).toBeNull()
})

test('no option runs into what it is for', () => {
  const options = help.split('\n').filter(line => line.startsWith('  --'))
  for (const line of options) expect(line).toMatch(/^ {2}--[a-z-]+( <[a-z]+>)? +[^ <]/)
})

test.each([
  [['--port', 'beer'], {}, '"beer" is not a port'],
  [['--port', '70000'], {}, 'between 0 and 65535'],
  [['--prot', '80'], {}, "Unknown option '--prot'"],
  [['80'], {}, 'Unexpected argument'],
  [['--host', ''], {}, '--host is blank'],
  [[], { MAELSTROM_DEMO: 'no' }, 'expected on or off'],
  [['--message-rate', 'many'], {}, '--message-rate (or MAELSTROM_MESSAGE_RATE) is not valid'],
  [['--message-rate', ''], {}, '--message-rate'],
  [[], { MAELSTROM_SLOW_CLIENTS: 'data=forget' }, 'rules like data=conflate'],
  [[], { MAELSTROM_SLOW_CLIENTS: 'data' }, 'rules like data=conflate'],
  [[], { MAELSTROM_SLOW_CLIENTS: '*=forget' }, 'rules like data=conflate'],
])('%j with %j is refused', (args, environment, message) => {
  expect(() => readConfig(args, environment)).toThrow(message)
})

const cwd = resolve(import.meta.dirname, '../..')

test('the program prints its help, and one sentence for a mistake', () => {
  expect(execFileSync(process.execPath, ['server/main.ts', '--help'], { cwd, encoding: 'utf8' })).toBe(`${help}\n`)
  const mistake = spawnSync(process.execPath, ['server/main.ts', '--port', 'beer'], { cwd, encoding: 'utf8' })
  expect(mistake).toMatchObject({ status: 2, stdout: '' })
  expect(mistake.stderr.trim().split('\n')).toHaveLength(1)
})
