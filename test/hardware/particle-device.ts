import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { VirtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { host, openServer } from './network-rig.ts'

const pins = 20
const reportEvery = 100
const length = [3, 3, 3, 2, 2, 3, 3, 4]

/** An emulated Spark or Particle board with VoodooSpark. It sends `stride` bytes a millisecond, wherever that cuts. */
export const particleDevice = async (clock: VirtualClock, stride = 3) => {
  const fresh = () => ({
    modes: new Array<number>(pins).fill(0),
    outputs: new Array<number>(pins).fill(0),
    reporting: new Array<number>(pins).fill(0),
  })
  let state = fresh()
  const inputs = new Array<number>(pins).fill(0)
  const commands: number[][] = []
  let client: Socket | null = null
  let outgoing: number[] = []
  let incoming: number[] = []
  let deaf = false

  const tell = (kind: number, pin: number, value: number) => {
    outgoing.push(kind, pin, value & 0x7f, (value >> 7) & 0x7f)
  }
  const level = (pin: number) => {
    if (state.modes[pin] === 1) return state.outputs[pin] ? 1 : 0
    return inputs[pin] ? 1 : 0
  }
  const carryOut = ([kind, pin = 0, value = 0]: number[]) => {
    switch (kind) {
      case 0:
        state.modes[pin] = value
        break
      case 1:
        if (state.modes[pin] === 1) state.outputs[pin] = value ? 255 : 0
        break
      case 2:
        if (state.modes[pin] === 1) state.outputs[pin] = value
        break
      case 3:
        tell(3, pin, level(pin))
        break
      case 4:
        tell(4, pin, inputs[pin]!)
        break
      case 5:
        state.reporting[pin] = value
    }
  }
  const welcome = (socket: Socket) => {
    client?.destroy()
    client = socket
    deaf = false
    outgoing = []
    incoming = []
    socket.setNoDelay(true)
    socket.on('data', bytes => {
      if (client !== socket || deaf) return
      incoming.push(...bytes)
      for (let need = length[incoming[0]!] ?? 1; incoming.length >= need && need; ) {
        const command = incoming.splice(0, need)
        commands.push(command)
        carryOut(command)
        need = incoming.length ? (length[incoming[0]!] ?? 1) : 0
      }
    })
  }
  clock.every(1, () => {
    const bytes = outgoing.splice(0, stride)
    if (bytes.length > 0 && client?.writable && !deaf) client.write(Uint8Array.from(bytes))
  })
  clock.every(reportEvery, () => {
    for (let pin = 0; pin < pins; pin++) {
      if (state.reporting[pin] === 1) tell(3, pin, level(pin))
      if (state.reporting[pin] === 2) tell(4, pin, inputs[pin]!)
    }
  })
  let server = await openServer(welcome)
  const { port } = server

  return {
    port,
    /** What was received, message by message. */
    commands,
    /** What an output drives its pin with, 0–255; null while the pin is an input. */
    drives: (pin: number) => (state.modes[pin] === 1 ? state.outputs[pin]! : null),
    pulledUp: (pin: number) => state.modes[pin] === 2,
    /** Volts on an analog channel, 12 bits of 3.3 V. */
    setVoltage(channel: number, volts: number) {
      inputs[10 + channel] = Math.min(4095, Math.round((volts / 3.3) * 4096))
    },
    setLevel(pin: number, value: 0 | 1) {
      inputs[pin] = value
    },
    /** Sends what no such board would, or what the test wants. */
    say(bytes: number[]) {
      outgoing.push(...bytes)
    },
    goSilent() {
      deaf = true
    },
    connected: () => server.sockets.size > 0,
    unplug: () => server.close(),
    /** Powered on again: all pins are inputs. */
    async plug() {
      state = fresh()
      server = await openServer(welcome, port)
    },
    close: () => server.close(),
  }
}

/** An emulated Particle cloud that knows one device. */
export const particleCloud = async (deviceId: string, token: string, endpoint: () => string) => {
  let fail: { status: number; body: string; location?: string } | 'silence' | null = null
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url!, `http://${host}`)
    asked.push(request.url!)
    if (fail === 'silence') return
    const answer = (status: number, body: string, location?: string) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...(location ? { Location: location } : {}) })
      response.end(body)
    }
    if (fail) return answer(fail.status, fail.body, fail.location)
    if (url.searchParams.get('access_token') !== token) return answer(401, '{"error":"invalid_token"}')
    if (url.pathname !== `/v1/devices/${deviceId}/endpoint`) return answer(404, '{"error":"not found"}')
    answer(200, JSON.stringify({ cmd: 'VarReturn', name: 'endpoint', result: endpoint() }))
  })
  server.listen(0, host)
  await once(server, 'listening')
  return {
    api: `http://${host}:${(server.address() as AddressInfo).port}`,
    asked,
    fail(how: typeof fail) {
      fail = how
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
