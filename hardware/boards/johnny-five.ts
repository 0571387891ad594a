// Each part by itself: the whole has drivers for hundreds of things, 4 MB.
import type { Board, Io } from 'johnny-five'
import FiveBoard from 'johnny-five/lib/board.js'

/** Johnny-Five's board on an IO, ready as soon as the IO emits `ready`, then `connect`. */
export const boardOn = (io: Io): Board => {
  const board = new FiveBoard({ io, repl: false, sigint: false, debug: false })
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
  const { cache } = FiveBoard
  const index = cache.indexOf(board)
  if (index >= 0) cache.splice(index, 1)
  FiveBoard.Pins.normalize.clear()
}
