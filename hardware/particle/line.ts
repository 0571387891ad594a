import type { Clock } from '../../data/model/units.ts'
import { boardOn, forgetBoard } from '../boards/johnny-five.ts'
import type { OpenLine } from '../boards/line.ts'
import type { Link, LinkConnection } from '../boards/link.ts'
import { pinsOf } from '../boards/pins.ts'
import { encodeDigitalRead, toldSplitter } from './frames.ts'
import { particleIo } from './io.ts'

/** D7 with the board's own light: reading it tells whether the board is there and changes nothing. */
const pingPin = 7
/** Volts; these boards know no other. */
const reference = 3.3

/** The way to a Spark or Particle board with VoodooSpark. It has no heartbeat and no 1-Wire. */
export const particleLine =
  (link: Link, clock: Clock): OpenLine =>
  listener => {
    let connection: LinkConnection | null = null
    let isClosed = false
    let isIntroduced = false
    const send = (bytes: Uint8Array) => connection?.write(bytes)
    const io = particleIo(send)
    const board = boardOn(io)
    const split = toldSplitter()

    const introduce = () => {
      isIntroduced = true
      io.isReady = true
      io.emit('ready')
      // Johnny-Five waits for both; told in this order, its ten-second timer ends as soon as it starts.
      io.emit('connect')
      listener.introduced('VoodooSpark', pinsOf(io))
      listener.input({ kind: 'introduced' })
    }

    connection = link.open({
      opened() {
        if (isClosed) return
        listener.input({ kind: 'opened' })
        send(encodeDigitalRead(pingPin))
      },
      closed(reason) {
        if (!isClosed) listener.input({ kind: 'closed', reason })
      },
      data(bytes) {
        if (isClosed) return
        const told = split(bytes)
        if (!told) return listener.input({ kind: 'closed', reason: 'what answers there does not speak VoodooSpark' })
        for (const one of told) {
          if (isClosed) return
          const answersPing = one.kind === 'digital' && one.pin === pingPin
          if (answersPing && !isIntroduced) introduce()
          else if (answersPing) listener.input({ kind: 'answered' })
          if (isIntroduced) io.hear(one)
        }
      },
    })

    return {
      ask(what) {
        if (what !== 'status') send(encodeDigitalRead(pingPin))
      },
      // There is no heartbeat: nothing to arm, nobody to hear a beat.
      arm() {},
      beat() {},
      wires: () => ({
        board,
        io,
        onewire: null,
        reference,
        clock,
        analogInput: pin => io.pinMode(pin, io.MODES.INPUT),
        keepLevel() {},
      }),
      async close() {
        isClosed = true
        forgetBoard(board)
        await connection?.close()
      },
    }
  }
