import { parseArgs } from 'node:util'
import { Fault } from '../data/model/fault.ts'
import { Limits } from '../data/model/limits.ts'

/** What the house is told at its start; fixed from then on. */
export interface Config {
  readonly port: number
  readonly host: string
  /** A path, or a `file:` or `postgres:` URL, which may hold a password. */
  readonly database: string
  /** Whether a new database gets the demonstration brewery. */
  readonly demo: boolean
  /** The port that replaces the simulated board, or null. */
  readonly serialPort: string | null
  /** What one client may ask of the doors; the standard limits when left out. */
  readonly limits?: Limits
}

interface Option {
  flag: string
  environment: string
  /** What hosting services call it; the other one comes first. */
  known?: string
  value?: string
  fallback?: string
  help: string
}

const options = {
  port: {
    flag: 'port',
    environment: 'MAELSTROM_PORT',
    value: 'number',
    fallback: '8888',
    help: 'TCP port of the pages, REST and WebSocket; 0 takes a free one',
  },
  host: {
    flag: 'host',
    environment: 'MAELSTROM_HOST',
    value: 'address',
    fallback: '127.0.0.1',
    help: 'address to listen on; 0.0.0.0 lets the whole network in',
  },
  database: {
    flag: 'database',
    environment: 'MAELSTROM_DATABASE',
    known: 'DATABASE_URL',
    value: 'path',
    fallback: 'data/maelstrom.sqlite',
    help: 'path or file: URL of the SQLite database, made when it does not exist; or postgres://user:password@host/database',
  },
  serialPort: {
    flag: 'serial-port',
    environment: 'MAELSTROM_SERIAL_PORT',
    value: 'path',
    help: 'serial port of an Arduino that takes the place of the simulated board, e.g. /dev/ttyACM0; it stays so until changed',
  },
  messageRate: {
    flag: 'message-rate',
    environment: 'MAELSTROM_MESSAGE_RATE',
    value: 'number',
    fallback: '200',
    help: 'messages a second that one client may publish',
  },
  messageBurst: {
    flag: 'message-burst',
    environment: 'MAELSTROM_MESSAGE_BURST',
    value: 'number',
    fallback: '1000',
    help: 'messages it may publish at once after a pause',
  },
  connectionsPerAddress: {
    flag: 'connections-per-address',
    environment: 'MAELSTROM_CONNECTIONS_PER_ADDRESS',
    value: 'number',
    fallback: '100',
    help: 'WebSockets open at a time from one address',
  },
  queue: {
    flag: 'client-queue',
    environment: 'MAELSTROM_CLIENT_QUEUE',
    value: 'bytes',
    fallback: '1048576',
    help: 'how much waits for a client that reads slowly',
  },
  slow: {
    flag: 'slow-clients',
    environment: 'MAELSTROM_SLOW_CLIENTS',
    value: 'rules',
    fallback: 'data=conflate,logs=drop-oldest,*=disconnect',
    help: 'what such a client loses beyond that, by channel: conflate keeps the last message of each, drop-oldest, or disconnect',
  },
  demo: {
    flag: 'no-demo',
    environment: 'MAELSTROM_DEMO=off',
    help: 'a new database starts empty instead of with the demonstration brewery',
  },
} satisfies Record<string, Option>

/** What `--help` prints. */
export const help = [
  'Usage: npm start -- [options]',
  '',
  ...Object.values<Option>(options).map(({ flag, environment, known, value, fallback, help }) => {
    const left = `  --${flag}${value ? ` <${value}>` : ''}`.padEnd(25)
    return `${left} ${help}${fallback ? ` (${fallback})` : ''}\n${' '.repeat(26)}also ${environment}${known ? `, ${known}` : ''}`
  }),
  '  --help                  shows this',
].join('\n')

type Environment = Record<string, string | undefined>

/** A variable that is left blank tells nothing. */
function choose({ environment: name, known, fallback }: Option, told: string | undefined, environment: Environment) {
  return told ?? [environment[name], known && environment[known]].find(text => text?.trim()) ?? fallback
}

/** The database that a command was told, or the one that the house keeps its data in. */
export function databaseOf(told: string | undefined, environment: Environment): string {
  return choose(options.database, told, environment)!
}

/** Reads arguments, then environment, then defaults. Fails with `invalid` and a sentence for the terminal; null means `--help`. */
export function readConfig(args: string[], environment: Environment): Config | null {
  const { values } = parse(args)
  if (values.help) return null
  const pick = (option: Option) =>
    choose(option, values[option.flag as keyof typeof values] as string | undefined, environment)
  return Object.freeze({
    port: portNumber(pick(options.port)!),
    host: address(pick(options.host)!),
    database: pick(options.database)!,
    serialPort: pick(options.serialPort) ?? null,
    demo: !values['no-demo'] && !isOff(environment.MAELSTROM_DEMO),
    limits: readLimits(pick),
  })
}

function readLimits(pick: (option: Option) => string | undefined): Limits {
  const numbers = ['messageRate', 'messageBurst', 'connectionsPerAddress', 'queue'] as const
  const rules = pick(options.slow)!
    .split(',')
    .map(rule => rule.trim().split('='))
  const result = Limits.safeParse({
    ...Object.fromEntries(numbers.map(name => [name, Number(pick(options[name]))])),
    slow: Object.fromEntries(rules.filter(([channel]) => channel !== '*')),
    slowElsewhere: rules.findLast(([channel]) => channel === '*')?.[1],
  })
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]!
  const { flag, environment } = options[path[0] === 'slowElsewhere' ? 'slow' : (path[0] as 'slow')]
  const form = flag === options.slow.flag ? `rules like ${options.slow.fallback}` : message
  throw new Fault('invalid', `--${flag} (or ${environment}) is not valid: ${form}`)
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args,
      options: {
        port: text,
        host: text,
        database: text,
        'serial-port': text,
        'message-rate': text,
        'message-burst': text,
        'connections-per-address': text,
        'client-queue': text,
        'slow-clients': text,
        'no-demo': flag,
        help: flag,
      },
    })
  } catch (error) {
    throw new Fault('invalid', `${(error as Error).message.split('. ')[0]}. "npm start -- --help" lists the options.`)
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port
  throw new Fault('invalid', `"${text}" is not a port: expected --port (or MAELSTROM_PORT) between 0 and 65535`)
}

/** Node takes a blank one for every address there is, and lets the whole network in. */
function address(text: string): string {
  if (text.trim() !== '') return text.trim()
  throw new Fault('invalid', '--host is blank: expected an address of this machine, or 0.0.0.0 for all of them')
}

function isOff(value: string | undefined): boolean {
  if (value === undefined || value === '' || value === 'on') return false
  if (value === 'off') return true
  throw new Fault('invalid', `MAELSTROM_DEMO is "${value}": expected on or off`)
}
