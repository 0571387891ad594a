import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import Koa, { type Context, type Middleware } from 'koa'
import compress from 'koa-compress'
import helmet from 'koa-helmet'
import { Fault } from '../../data/model/fault.ts'
import type { Log } from '../log.ts'
import { isOurHost, isOurOrigin } from './guard.ts'
import { problems } from './problem.ts'

/** Takes over a connection that asks for another protocol. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** The one TCP port of the house. */
export interface HttpDoor {
  /** Hands WebSocket connections to `path` to a gateway, once their Host and Origin are checked. */
  upgrade(path: string, take: Upgrade): void
  /** Resolves to the URL it can be reached at. Fails with `unavailable` when the port is taken. */
  listen(port: number, host: string): Promise<string>
  close(): Promise<void>
}

/**
 * Puts the middleware behind the checks every request goes through.
 * @param host the configured one
 * @param connections the most WebSockets of one address
 * @param patience ms after which a client that reads nothing of its answer is cut off
 */
export function createHttpDoor(options: {
  host: string
  log: Log
  middleware: Middleware[]
  connections: number
  patience?: number
}): HttpDoor {
  const { host, log, patience = 300_000 } = options
  const app = new Koa()
  app.on('error', (error, ctx: Context) => {
    // Koa reports streams that the other side closed early, also after everything was delivered, and bodies that never came whole.
    if (ctx.req.complete && !['ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ECONNRESET'].includes(error.code))
      log('error', 'http', String(error.stack ?? error))
  })
  app.use(async (ctx, next) => {
    await next()
    // A file that nobody reads would stay open, and a copy that was made for him on the disk.
    ctx.res.setTimeout(patience)
  })
  app.use(problems(log))
  app.use(helmet(policy))
  app.use((ctx, next) => {
    // Who accepts no encoding at all, not even none, gets it plain (RFC 9110, 12.5.3); otherwise what was done would look as if it failed.
    if (!ctx.acceptsEncodings('zstd', 'br', 'gzip', 'deflate', 'identity')) ctx.compress = false
    return next()
  })
  app.use(compress())
  app.use(guard(host))
  const upgrades = new Map<string, Upgrade>()
  app.use(async (ctx, next) => {
    if (!upgrades.has(ctx.path)) return await next()
    ctx.set({ Connection: 'Upgrade', Upgrade: 'websocket' })
    ctx.throw(426, `${ctx.path} is a WebSocket: a proxy on the way has to pass on the headers Connection and Upgrade`)
  })
  for (const middleware of options.middleware) app.use(middleware)

  const admit = createTurnstile(options.connections)
  const server = createServer(
    { maxHeaderSize: 8 * 1024, connectionsCheckingInterval: 5_000, shouldUpgradeCallback: asksForWebSocket },
    app.callback(),
  )
  Object.assign(server, {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    maxConnections: 12_000,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const take = upgrades.get(request.url?.split('?')[0] ?? '')
    if (!isOurHost(request.headers.host, host)) refuse(socket, '421 Misdirected Request')
    else if (!isOurOrigin(request.headers.origin, request.headers.host)) refuse(socket, '403 Forbidden')
    else if (!take) refuse(socket, '404 Not Found')
    else if (!admit(request.socket)) refuse(socket, '429 Too Many Requests', ['Retry-After: 10'])
    else take(request, socket, head)
  })

  return {
    upgrade: (path, take) => void upgrades.set(path, take),
    listen: (port, address) => listen(server, port, address),
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

const policy: Parameters<typeof helmet>[0] = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      // Components set inline styles.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Only where there is TLS: not on a brewery's own network.
  strictTransportSecurity: false,
}

function guard(configured: string): Middleware {
  return async (ctx, next) => {
    const { host, origin } = ctx.headers
    if (!isOurHost(host, configured)) {
      ctx.throw(
        421,
        `"${host}" is not a name of this machine: use its address, or start with --host ${host?.split(':')[0]}`,
      )
    }
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD'
    if (!reads && !isOurOrigin(origin, host))
      throw new Fault('refused', `pages of ${origin} may not change anything here`)
    await next()
  }
}

/** Lets in as many sockets from one address as there may be open at a time. */
function createTurnstile(most: number): (socket: Socket) => boolean {
  const inside = new Map<string, number>()
  return socket => {
    const { remoteAddress: address = '' } = socket
    const count = inside.get(address) ?? 0
    if (count >= most) return false
    inside.set(address, count + 1)
    socket.once('close', () => {
      const left = inside.get(address)! - 1
      if (left > 0) inside.set(address, left)
      else inside.delete(address)
    })
    return true
  }
}

/** Whoever offers another protocol, as Java's client does HTTP/2 with each request, speaks HTTP all the same (RFC 9110, 7.8). */
function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

function refuse(socket: Duplex, status: string, headers: string[] = []): void {
  const lines = [`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0', ...headers]
  // HTTP no longer watches over it: whoever keeps his side open would keep it for ever.
  socket.once('finish', () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n`)
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `port ${port} is taken by another program: stop that, or choose another port with --port or MAELSTROM_PORT`
      const foreign = `this machine has no address ${host}: choose another with --host or MAELSTROM_HOST`
      const advice: Record<string, string> = {
        EADDRINUSE: taken,
        EACCES: `port ${port} needs more rights: choose one above 1023 with --port`,
        EADDRNOTAVAIL: foreign,
        ENOTFOUND: foreign,
      }
      reject(new Fault('unavailable', advice[error.code ?? ''] ?? error.message))
    })
    server.listen(port, host, () => {
      const { address, port: bound } = server.address() as AddressInfo
      const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(address) ? 'localhost' : address
      resolve(`http://${name.includes(':') ? `[${name}]` : name}:${bound}`)
    })
  })
}
