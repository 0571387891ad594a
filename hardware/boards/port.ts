import type { EventEmitter } from 'node:events'
import type { Clock } from '../../data/model/units.ts'
import type { Link } from './link.ts'

/** A byte stream that opens by itself, as serialport and the simulator give it: `open`, `data`, `close`, `error`. */
export interface Port extends EventEmitter {
  readonly isOpen: boolean
  write(bytes: Buffer, done: () => void): unknown
  close(done: () => void): void
}

/** How long to wait for the last bytes, the ones that put outputs to rest; a dead port never takes them. */
const flushWithin = 300

/** A way to a board through ports of which each is used once; `explain` says in a sentence why one does not open. */
export const portLink = (
  create: () => Port,
  clock: Clock,
  explain: (error: Error) => Promise<string> = async error => error.message,
): Link => ({
  open(listener) {
    const port = create()
    let over = false
    let wasOpen = false
    let pending = 0
    let flushed = () => {}
    const end = (reason: string) => {
      if (over) return
      over = true
      listener.closed(reason)
    }
    const settled = new Promise<void>(resolve => {
      port.on('open', () => {
        wasOpen = true
        resolve()
        if (!over) listener.opened()
      })
      port.on('error', (error: Error) => {
        resolve()
        if (wasOpen) end(`its port failed: ${error.message}`)
        else explain(error).then(end, () => end(error.message))
      })
      port.on('close', () => {
        resolve()
        end('its port is gone: was it unplugged?')
      })
    })
    port.on('data', (bytes: Uint8Array) => {
      if (!over) listener.data(bytes)
    })

    return {
      write(bytes) {
        if (over || !port.isOpen) return
        pending += 1
        port.write(Buffer.from(bytes), () => {
          pending -= 1
          if (pending === 0) flushed()
        })
      },
      async close() {
        over = true
        // A port cannot be closed while it opens.
        await settled
        if (port.isOpen && pending > 0) {
          await new Promise<void>(resolve => {
            const giveUp = clock.after(flushWithin, resolve)
            flushed = () => {
              giveUp()
              resolve()
            }
          })
        }
        if (port.isOpen) await new Promise<void>(resolve => port.close(() => resolve()))
      },
    }
  },
})
