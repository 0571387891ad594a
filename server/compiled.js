// Comes before main.ts: what Node makes of the sources, types taken out and compiled, is kept for the next start, which then takes
// half the CPU time. Threads keep theirs too. Without it each of them loads the compiler that takes types out, 25 MB.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url))
enableCompileCache(process.env.NODE_COMPILE_CACHE)
