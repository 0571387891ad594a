import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Has the disk keep what was written to a file. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

/** Has the disk keep which names a folder holds: after a rename. */
export function syncFolder(path: string): void {
  // Windows can neither open nor sync a folder.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
