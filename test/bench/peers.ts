import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { frame, payload, type Speech, upgrade } from './load.ts'
import { folder, isInstalled, type Server, startHouse, startServer } from './process.ts'

/** Somebody who fans out messages, and how to speak to them. */
export interface Peer {
  name: string
  /** Why it cannot take part, or null. */
  missing(): string | null
  start(): Promise<Server>
  speech: Speech
}

const needs = (program: string) => () => (isInstalled(program) ? null : `${program} is not installed`)

function house(): Peer {
  const port = 18_100
  const subscribe = frame('{"action":"subscribe","channel":"bench","id":1}')
  return {
    name: 'maelstrom',
    missing: () => null,
    start: () => startHouse(port),
    speech: {
      port,
      subscriber: [upgrade('/ws', port), subscribe],
      publisher: [upgrade('/ws', port)],
      frame: frame(`{"action":"publish","channel":"bench","data":${payload}}`),
    },
  }
}

function nats(): Peer {
  const port = 18_200
  const hello = 'CONNECT {"verbose":false,"pedantic":false}\r\n'
  return {
    name: 'nats-server, WebSocket',
    missing: needs('nats-server'),
    start() {
      const file = join(folder, 'nats.conf')
      writeFileSync(file, `listen: 127.0.0.1:18201\nwebsocket { listen: "127.0.0.1:${port}", no_tls: true }\n`)
      return startServer(['nats-server', '-c', file], port)
    },
    speech: {
      port,
      subscriber: [upgrade('/', port), frame(`${hello}SUB bench 1\r\nPING\r\n`, 2)],
      publisher: [upgrade('/', port), frame(`${hello}PING\r\n`, 2)],
      frame: frame(`PUB bench ${payload.length}\r\n${payload}\r\n`, 2),
    },
  }
}

function redis(): Peer {
  const port = 18_300
  const command = (...words: (string | Buffer)[]) =>
    Buffer.from(`*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`)
  return {
    name: 'redis, TCP',
    missing: needs('redis-server'),
    start: () => startServer(['redis-server', '--port', String(port), '--save', '', '--bind', '127.0.0.1'], port),
    speech: {
      port,
      subscriber: [command('SUBSCRIBE', 'bench')],
      publisher: [command('PING')],
      frame: command('PUBLISH', 'bench', payload),
    },
  }
}

function mosquitto(): Peer {
  const port = 18_400
  const packet = (type: number, body: Buffer) => {
    const size = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7]
    return Buffer.concat([Buffer.from([type, ...size]), body])
  }
  const text = (content: string) => Buffer.from([0, content.length, ...Buffer.from(content)])
  const hello = packet(0x10, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 0]), text('')]))
  return {
    name: 'mosquitto, TCP',
    missing: needs('mosquitto'),
    start() {
      const file = join(folder, 'mosquitto.conf')
      writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n`)
      return startServer(['mosquitto', '-c', file], port)
    },
    speech: {
      port,
      subscriber: [hello, packet(0x82, Buffer.concat([Buffer.from([0, 1]), text('bench'), Buffer.from([0])]))],
      publisher: [hello],
      frame: packet(0x30, Buffer.concat([text('bench'), payload])),
    },
  }
}

function node(name: string, script: string, port: number, speech: Omit<Speech, 'port'>): Peer {
  return {
    name,
    missing: () => null,
    start: () => startServer([process.execPath, join(import.meta.dirname, script), String(port)], port),
    speech: { port, ...speech },
  }
}

function socketIo(): Peer {
  const hello = [upgrade('/socket.io/?EIO=4&transport=websocket', 18_500), frame('40')]
  return node('socket.io', 'socket-io.ts', 18_500, {
    subscriber: hello,
    publisher: hello,
    frame: frame(`42["pub",${payload}]`),
  })
}

function plainWs(): Peer {
  const hello = [upgrade('/', 18_600)]
  return node('ws, a send per subscriber', 'plain-ws.ts', 18_600, {
    subscriber: hello,
    publisher: hello,
    frame: frame(payload),
  })
}

/** The limit of what runs on Node, one message at a time. */
function bareNode(): Peer {
  const port = 18_700
  return node('bare Node, one write per socket', 'bare-node.ts', port, {
    subscriber: [upgrade('/', port), frame('{"action":"subscribe"}')],
    publisher: [upgrade('/', port)],
    frame: frame(`{"data":${payload}}`),
  })
}

/** Ours first, then those it is compared with. */
export const peers: Peer[] = [house(), nats(), redis(), mosquitto(), socketIo(), plainWs()]
/** What ours cannot beat where one message is sent at a time. */
export const limit: Peer = bareNode()
