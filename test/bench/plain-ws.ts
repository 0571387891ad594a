import { WebSocketServer } from 'ws'

/** A peer of the fan-out bench: what one says, all others hear, by one `send` each. */
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false })
server.on('connection', socket => {
  socket.on('message', data => {
    for (const other of server.clients) if (other !== socket) other.send(data, { binary: false })
  })
})
