import type { Clock } from '../../data/model/units.ts'
import { startSession } from './firmata-session.ts'
import { firmwareQuery, frameSplitter, kindOf, textOf, versionQuery } from './frames.ts'
import { beat, decodeStatus, encodeArm, statusQuery } from './heartbeat.ts'
import type { OpenLine } from './line.ts'
import type { Link, LinkConnection } from './link.ts'
import { OneWireMaster } from './onewire-master.ts'
import { firmwareOf, pinsOf } from './pins.ts'

const setPinMode = 0xf4

/** The way to a board that speaks Firmata: turns its messages into inputs of the supervisor. */
export const firmataLine =
  (link: Link, clock: Clock): OpenLine =>
  listener => {
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
      ask(what) {
        switch (what) {
          case 'version':
            // Some firmware answers only the one or only the other before it was asked for both.
            send(versionQuery)
            return send(firmwareQuery)
          case 'firmware':
            return send(firmwareQuery)
          case 'status':
            return send(statusQuery)
        }
      },
      arm: (timeoutMs, outputs) => send(encodeArm(timeoutMs, outputs)),
      beat: () => send(beat),
      wires: () => ({
        board: session.board,
        io: session.io,
        onewire,
        reference: null,
        clock,
        // firmata-io sends no mode for analog pins.
        analogInput: pin => send(Uint8Array.of(setPinMode, pin, session.io.MODES.ANALOG)),
        keepLevel(pin, level) {
          const bit = 1 << (pin & 7)
          if (level) session.io.ports[pin >> 3]! |= bit
          else session.io.ports[pin >> 3]! &= ~bit
        },
      }),
      async close() {
        isClosed = true
        onewire.end()
        session.end()
        await connection?.close().catch(() => {})
      },
    }
  }
