import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../data/open.ts'
import type { Store } from '../../data/store.ts'

const cleanups: (() => unknown)[] = []

/** Has something done after the test, however it ends; what was said last comes first. */
export function onClean(cleanup: () => unknown): void {
  cleanups.push(cleanup)
}

/** A folder of its own for one test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'maelstrom-data-'))
  onClean(() => rmSync(path, { recursive: true }))
  return path
}

/** An open store for one test; 2025-01-01 for ever. */
export async function freshStore(path = join(folder(), 'brewery.sqlite')): Promise<Store> {
  const store = await openStore({ database: path, now: () => now })
  onClean(() => store.close())
  return store
}

/** What the stores of these tests take for now. */
export const now = Date.UTC(2025, 0, 1)

/** Closes and deletes what the test opened. */
export async function clean(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
}
