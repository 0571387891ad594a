import { spawn, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuSeconds } from './figures.ts'
import { folder, isInstalled, mind, type Server } from './process.ts'

/** What one peer is spoken to with: steps of handshakes, and the bytes of one published message. */
export interface Speech {
  port: number
  subscriber: Buffer[]
  publisher: Buffer[]
  frame: Buffer
}

/** What `load.c` prints. */
export interface Outcome {
  deliveries: number
  lost: number
  /** Connections the peer closed. */
  closed: number
  seconds: number
  connectMs: number
  lastMedianMs?: number
  lastP99Ms?: number
  medianMs?: number
  p99Ms?: number
  worstMs?: number
  stalledGot?: number
  stalledClosed?: boolean
  /** Memory of the server, MB. */
  held?: number
  /** CPU of the server per delivery, µs. */
  cpu: number
}

export type Mode = 'flood' | 'single' | 'paced' | 'stalled' | 'idle'

/** 100 bytes of JSON with the marker that the load generator counts. */
export const payload = Buffer.from(`{"pv":66.61,"x":"|${'a'.repeat(80)}"}`)

const program = join(folder, 'load')

/**
 * Runs the load generator on the second core against a server on the first; `during` is called once all are connected,
 * `after` when all is done.
 */
export async function runLoad(
  server: Server,
  speech: Speech,
  options: {
    mode: Mode
    subscribers: number
    messages: number
    amount?: number
    during?: () => void | Promise<void>
    after?: () => { held: number }
  },
): Promise<Outcome> {
  const { mode, subscribers, messages, amount = 1, during, after } = options
  const file = (name: string, content: Buffer | string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const script = (steps: Buffer[]) => steps.map(step => step.toString('hex')).join('\n')
  const words = [speech.port, subscribers, messages, mode, amount].map(String)
  const files = [
    file('subscriber', script(speech.subscriber)),
    file('publisher', script(speech.publisher)),
    file('frame', speech.frame),
  ]
  const child = mind(
    spawn('taskset', ['-c', '1', compiled(), ...words, ...files], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  let said = ''
  let before = 0
  let connectMs = 0
  child.stdout.on('data', chunk => {
    said += chunk
    const connected = /^ready (\d+)\n/.exec(said)
    if (!connected) return
    said = said.slice(connected[0].length)
    connectMs = Number(connected[1])
    before = cpuSeconds(server.pid)
    Promise.resolve(during?.()).then(() => child.stdin.end('\n'))
  })
  const code = await new Promise(done => child.once('close', done))
  if (code === 2 || said === '') throw new Error(`the load generator could not do its work (${code})`)
  const outcome = JSON.parse(said) as Outcome
  return { ...outcome, ...after?.(), connectMs, cpu: ((cpuSeconds(server.pid) - before) / outcome.deliveries) * 1e6 }
}

function compiled(): string {
  if (existsSync(program)) return program
  if (!isInstalled('gcc')) throw new Error('a C compiler is needed for the load generator: install gcc')
  const { status, stderr } = spawnSync('gcc', ['-O2', '-o', program, join(import.meta.dirname, 'load.c')])
  if (status !== 0) throw new Error(String(stderr))
  return program
}

/** The request that turns a connection into a WebSocket. */
export function upgrade(path: string, port: number, protocol?: string): Buffer {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}

/** A client's frame; the masking key is 0, so that the payload stands as it is. */
export function frame(content: Buffer | string, opcode: 1 | 2 = 1): Buffer {
  const bytes = Buffer.from(content)
  const size = bytes.length < 126 ? [0x80 | bytes.length] : [0x80 | 126, bytes.length >> 8, bytes.length & 255]
  return Buffer.concat([Buffer.from([0x80 | opcode, ...size, 0, 0, 0, 0]), bytes])
}
