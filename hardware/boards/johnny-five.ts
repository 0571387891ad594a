import five, { type Board, type Io } from 'johnny-five'

/** Johnny-Five's board on an IO, ready as soon as the IO emits `ready`, then `connect`. */
export const boardOn = (io: Io): Board => {
  const board = new five.Board({ io, repl: false, sigint: false, debug: false })
  // Without a listener an `error` would end the process.
  io.on('error', () => {})
  board.on('error', () => {})
  return board
}

/** Makes Johnny-Five forget a board that is gone: by itself it keeps all of them. */
export const forgetBoard = (board: Board): void => {
  const { io } = board
  if (board.timer) clearTimeout(board.timer)
  io.removeAllListeners()
  board.removeAllListeners()
  io.on('error', () => {})
  const { cache } = five.Board
  const index = cache.indexOf(board)
  if (index >= 0) cache.splice(index, 1)
  five.Board.Pins.normalize.clear()
}
