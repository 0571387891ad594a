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

let nextPlace = async () => join(folder(), 'brewery.sqlite')

/** Where a database of its own for one test may be: an SQLite file, unless another kind of place is set. */
export function place(): Promise<string> {
  return nextPlace()
}

/** Has the tests of this file, or of those it imports, keep their data elsewhere. */
export function setPlace(next: () => Promise<string>): void {
  nextPlace = next
}

/** An open store for one test; 2025-01-01 for ever. */
export async function freshStore(at?: string): Promise<Store> {
  const path = at ?? (await place())
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
