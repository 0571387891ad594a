// Comes before main.ts and its threads: what Node makes of the sources, types taken out and compiled, is kept for the next start, which
// then takes half the CPU time. Without it each thread loads the compiler that takes types out, 25 MB.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A house that is killed has written it by then, ms. */
const written = 2_000

enableCompileCache(
  process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)),
)
setTimeout(flushCompileCache, written).unref()
