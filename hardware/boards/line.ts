import type { Pin } from '../../data/model/board.ts'
import type { Level } from '../../data/model/log.ts'
import type { Clock } from '../../data/model/units.ts'
import { frameSplitter, kindOf, textOf } from './frames.ts'
import { decodeStatus } from './heartbeat.ts'
import type { Link, LinkConnection } from './link.ts'
import { OneWireMaster } from './onewire-master.ts'
import { firmwareOf, pinsOf } from './pins.ts'
import { startSession } from './session.ts'
import type { Input } from './supervised.ts'
import type { Wires } from './wires.ts'

/** What a line tells; nothing after it was closed. */
export interface LineListener {
  input(input: Input): void
  /** The board has told what it is; before the input `introduced`. */
  introduced(firmware: string, pins: Pin[]): void
  /** Something that the board said or that could not be understood. */
  mention(level: Level, message: string): void
}

/** One connection to a board, from the attempt to open it to its end, with all that speaks over it. */
export interface Line {
  send(bytes: Uint8Array): void
  /** What drivers work with, fresh for each start of the board. */
  wires(): Wires
  close(): Promise<void>
}

/** Opens a line and turns the messages of the board into inputs of the supervisor. */
export const openLine = (link: Link, clock: Clock, listener: LineListener): Line => {
  let connection: LinkConnection | null = null
  let isClosed = false
  const send = (bytes: Uint8Array) => connection?.write(bytes)
  const onewire = new OneWireMaster(send, clock)
  // Before the port opens, else Firmata misses the first words of the board and never gets ready.
  const session = startSession(send, () => {
    listener.introduced(firmwareOf(session.io), pinsOf(session.io))
    listener.input({ kind: 'introduced' })
  })

  const pass = (frame: Uint8Array) => {
    const error = session.receive(frame)
    if (error) listener.mention('debug', `did not understand ${frame.length} bytes of the board: ${error.message}`)
  }
  const receive = (frame: Uint8Array) => {
    switch (kindOf(frame)) {
      case 'heartbeat': {
        const status = decodeStatus(frame)
        if (status) listener.input({ kind: 'status', status })
        break
      }
      case 'onewire':
        onewire.receive(frame)
        break
      case 'text':
        listener.mention('info', `says: ${textOf(frame)}`)
        break
      case 'version':
        pass(frame)
        listener.input({ kind: 'version' })
        break
      case 'firmware':
        pass(frame)
        listener.input({ kind: 'answered' })
        break
      case 'capabilities':
      case 'analog-mapping':
        // Later firmata-io would add the analog pins a second time.
        if (!session.io.isReady) pass(frame)
        break
      case 'value':
        pass(frame)
        break
      case 'unknown':
    }
  }

  const split = frameSplitter()
  connection = link.open({
    opened() {
      if (!isClosed) listener.input({ kind: 'opened' })
    },
    closed(reason) {
      if (!isClosed) listener.input({ kind: 'closed', reason })
    },
    data(bytes) {
      for (const frame of split(bytes)) if (!isClosed) receive(frame)
    },
  })

  return {
    send,
    wires: () => ({ board: session.board, io: session.io, onewire, clock, send }),
    async close() {
      isClosed = true
      onewire.end()
      session.end()
      await connection?.close().catch(() => {})
    },
  }
}
