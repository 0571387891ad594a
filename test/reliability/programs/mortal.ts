// Loaded before a house, to be able to hurt it from outside: SIGUSR2 ends the thread of its database, SIGWINCH blocks its
// event loop for $BLOCK_MS.
import { isMainThread, type Worker } from 'node:worker_threads'

if (isMainThread) {
  let database: Worker | undefined
  process.on('worker', worker => {
    // The first one is the one that writes, and each one that takes its place.
    if ((worker as Worker & { threadName?: string }).threadName !== 'history') database = worker
  })
  process.on('SIGUSR2', () => void database?.terminate())
  process.on('SIGWINCH', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.BLOCK_MS))
  })
}
