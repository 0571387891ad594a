import { EventEmitter } from 'node:events'
import firmataIo, { type Firmata, type FirmataTransport } from 'firmata-io'
import type { Board } from 'johnny-five'
import { boardOn, forgetBoard } from './johnny-five.ts'

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
  const board = boardOn(io)
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
      transport.removeAllListeners()
      forgetBoard(board)
    },
  }
}
