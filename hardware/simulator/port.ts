import { EventEmitter } from 'node:events'
import type { Clock } from '../../data/model/units.ts'

/** A connection to a board, as a serial port gives it and Firmata takes it: events `open`, `data`, `close`, `error`. */
export interface SimulatedPort extends EventEmitter {
  readonly path: string
  readonly isOpen: boolean
  write(bytes: Uint8Array | number[] | string, callback?: (error?: Error | null) => void): boolean
  close(callback?: (error?: Error | null) => void): void
}

/** The board's end of a connection. */
export interface PortEnd {
  readonly port: SimulatedPort
  receive(bytes: Buffer): void
  /** The cable is out: the port closes, or with `silently` only goes dead. */
  unplug(silently: boolean): void
}

/** What a connection needs of the board. */
export interface Socket {
  readonly clock: Clock
  readonly path: string
  /** Whether the port can be opened: a reason why not, or null; and takes it if so. */
  open(end: PortEnd): string | null
  send(bytes: Uint8Array): void
  closed(end: PortEnd): void
}

/** A fresh connection that opens by itself a moment later, so that its listeners are there before its events. */
export function connectPort({ clock, path, open, send, closed }: Socket): SimulatedPort {
  let state: 'opening' | 'open' | 'dead' | 'closed' = 'opening'
  const emitter = new EventEmitter()

  const close = (error?: Error) => {
    state = 'closed'
    closed(end)
    emitter.emit('close', error)
  }

  const port: SimulatedPort = Object.defineProperties(emitter, {
    path: { value: path, enumerable: true },
    isOpen: { get: () => state === 'open' || state === 'dead', enumerable: true },
  }) as SimulatedPort
  port.write = (bytes, callback) => {
    const isOpen = state === 'open' || state === 'dead'
    if (state === 'open') send(typeof bytes === 'string' ? Buffer.from(bytes) : Uint8Array.from(bytes))
    // A dead port swallows what it is given, as the system's buffer does.
    queueMicrotask(() => callback?.(isOpen ? null : new Error('Port is not open')))
    return isOpen
  }
  port.close = callback => {
    queueMicrotask(() => {
      if (state === 'closed' || state === 'opening') {
        state = 'closed'
        callback?.(new Error('Port is not open'))
        return
      }
      close()
      callback?.(null)
    })
  }

  const end: PortEnd = {
    port,
    receive(bytes) {
      if (state === 'open') emitter.emit('data', bytes)
    },
    unplug(silently) {
      if (silently) state = 'dead'
      else if (state === 'open') close(Object.assign(new Error('Disconnected'), { disconnected: true }))
    },
  }

  clock.after(1, () => {
    if (state !== 'opening') return
    const refusal = open(end)
    if (refusal !== null) {
      state = 'closed'
      emitter.emit('error', new Error(refusal))
      return
    }
    state = 'open'
    emitter.emit('open')
  })
  return port
}
