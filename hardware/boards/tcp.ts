import { connect } from 'node:net'
import type { Clock } from '../../data/model/units.ts'
import type { Link } from './link.ts'

/** Milliseconds: to connect, to take the last bytes and close, and until an idle connection is probed. */
const connectWithin = 4000
const closeWithin = 300
const keepAliveAfter = 10_000
/** Bytes that may wait for a peer that does not read; the pings find out about it soon. */
const largestBacklog = 64 * 1024

/** Why a connection failed, for people. */
const explain = ({ code, message }: NodeJS.ErrnoException, where: string): string => {
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${where}: is the right firmware on the board, and is the port right?`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return `there is no way to ${where}: is the board switched on and in the same network?`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address is known for ${where}: check the name`
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ETIMEDOUT':
      return `the connection to ${where} broke off`
    default:
      return `the connection to ${where} failed: ${message}`
  }
}

/** A board that listens on a port of the network. */
export const tcpLink = (host: string, port: number, clock: Clock): Link => {
  const where = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  return {
    open(listener) {
      const socket = connect({
        host,
        port,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: keepAliveAfter,
      })
      let over = false
      const end = (reason: string) => {
        stopWaiting()
        socket.destroy()
        if (over) return
        over = true
        listener.closed(reason)
      }
      const stopWaiting = clock.after(connectWithin, () =>
        end(`${where} does not answer: is the board switched on and in the same network?`),
      )
      socket.on('connect', () => {
        stopWaiting()
        if (!over) listener.opened()
      })
      // Also when it is over: who closes while something is unread resets the connection and loses what was sent.
      socket.on('data', bytes => {
        if (!over) listener.data(bytes)
      })
      socket.on('error', error => end(explain(error, where)))
      socket.on('close', () =>
        end(`${where} closed the connection: was the board restarted, or does another program use it?`),
      )

      return {
        write(bytes) {
          if (!over && !socket.connecting && socket.writableLength < largestBacklog) socket.write(bytes)
        },
        async close() {
          over = true
          stopWaiting()
          if (socket.connecting) socket.destroy()
          if (socket.destroyed) return
          await new Promise<void>(resolve => {
            const giveUp = clock.after(closeWithin, resolve)
            socket.on('close', () => {
              giveUp()
              resolve()
            })
            socket.end()
          })
          socket.destroy()
        },
      }
    },
  }
}
