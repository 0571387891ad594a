import { copyDatabase, findBackup, keepNewest, listBackups, makeBackup, removeBackup } from '../backups.ts'
import { prepareRestore } from '../restore.ts'
import type { Store } from '../store.ts'

/** Copies of the database at `path`, as files beside it. */
export function backups(path: string): Store['backups'] {
  return {
    list: async () => listBackups(path),
    find: async name => findBackup(path, name),
    remove: async name => removeBackup(path, name),
    keepNewest: async (count, now) => keepNewest(path, count, now),
    make: async (reason, now) => makeBackup(path, reason, now),
    copy: async () => copyDatabase(path),
    prepare: async (name, now) => prepareRestore(path, findBackup(path, name), now),
  }
}
