import { EventEmitter } from 'node:events'
import firmataIo, { type Firmata, type FirmataTransport } from 'firmata-io'
import five, { type Board } from 'johnny-five'

/** Firmata and Johnny-Five over one connection, from its opening to its end. */
export interface Session {
  readonly board: Board
  readonly io: Firmata
  /** Takes one whole message of the board. Answers with what went wrong, if it was not to be understood. */
  receive(frame: Uint8Array): Error | null
  /** Forgets all that the libraries keep of this connection. */
  end(): void
}

class Transport extends EventEmitter implements FirmataTransport {
  readonly #send: (bytes: Uint8Array) => void

  constructor(send: (bytes: Uint8Array) => void) {
    super()
    this.#send = send
  }

  write(bytes: Uint8Array, sent: () => void): void {
    this.#send(bytes)
    sent()
  }
}

/** Milliseconds between two reports of the analog inputs; one a second would be enough, ten make a small average. */
const samplingInterval = 100

/**
 * Builds both libraries on a connection before its first byte. Calls `ready` once the board has told its pins. The
 * libraries' own timers run in real time and would outlive the connection: the supervisor's clock does their work.
 */
export const startSession = (send: (bytes: Uint8Array) => void, ready: () => void): Session => {
  const transport = new Transport(send)
  const io = new firmataIo.Firmata(transport, { reportVersionTimeout: 500, skipCapabilities: false })
  clearTimeout(io.reportVersionTimeoutId)
  const board = new five.Board({ io, repl: false, sigint: false, debug: false })
  // Without a listener an `error` would end the process.
  io.on('error', () => {})
  board.on('error', () => {})
  io.once('ready', () => {
    // Johnny-Five waits for both; told in this order, its ten-second timer ends as soon as it starts.
    transport.emit('open')
    io.setSamplingInterval(samplingInterval)
    ready()
  })

  return {
    board,
    io,
    receive(frame) {
      try {
        transport.emit('data', frame)
        return null
      } catch (error) {
        io.buffer.length = 0
        return error instanceof Error ? error : new Error(String(error))
      }
    },
    end() {
      clearTimeout(io.reportVersionTimeoutId)
      if (board.timer) clearTimeout(board.timer)
      transport.removeAllListeners()
      io.removeAllListeners()
      board.removeAllListeners()
      io.on('error', () => {})
      const { cache } = five.Board
      const index = cache.indexOf(board)
      if (index >= 0) cache.splice(index, 1)
      five.Board.Pins.normalize.clear()
    },
  }
}
