import { createServer } from 'node:http'
import { Server } from 'socket.io'

/** A peer of the fan-out bench: what one says, all others hear, by socket.io's own broadcast. */
const http = createServer()
new Server(http, { transports: ['websocket'], perMessageDeflate: false }).on('connection', socket => {
  socket.on('pub', data => socket.broadcast.emit('pub', data))
})
http.listen(Number(process.argv[2]), '127.0.0.1')
