import { Fault } from '../model/fault.ts'
import type { Store } from '../store.ts'
import type { Address } from './address.ts'

/** A database on a server is backed up there: there are no backups of ours, and nobody can make one. */
export function noBackups({ shown }: Pick<Address, 'shown'>): Store['backups'] {
  const refuse = async () => {
    throw elsewhere(shown)
  }
  const none = async (name: string) => {
    throw new Fault('not-found', `there is no backup "${name}"`)
  }
  return {
    list: async () => [],
    find: none,
    remove: none,
    keepNewest: async () => {},
    make: refuse,
    copy: refuse,
    prepare: none,
  }
}

/** What to say of backups of a database on a server. */
export function elsewhere(shown: string): Fault {
  return new Fault(
    'unavailable',
    `This brewery keeps its data in PostgreSQL, at ${shown}: back it up and restore it there, for example with pg_dump and pg_restore.`,
  )
}
