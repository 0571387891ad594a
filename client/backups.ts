import type { Backup } from '../data/model/backup.ts'
import { all, call } from './api.ts'

const path = (name: string) => `/backups/${encodeURIComponent(name)}`
/** Copying and checking a large database takes minutes. */
const patience = () => ({ method: 'POST', signal: AbortSignal.timeout(1_800_000) })

/** Backups beside the database, newest first. */
export const getBackups = (): Promise<Backup[]> => all('backups')

/** Makes one now. */
export const makeBackup = (): Promise<Backup> => call('/backups', patience())

/** Deletes one. */
export const removeBackup = ({ name }: Backup): Promise<void> => call(path(name), { method: 'DELETE' })

/** Checks one and has the brewery open again with it, everything off. */
export const restoreBackup = ({ name }: Backup): Promise<unknown> => call(`${path(name)}/restore`, patience())

/** Where one can be downloaded. */
export const backupFile = ({ name }: Backup): string => `/api/v1${path(name)}`

/** Why a backup is there, in words. */
export const reasons: Record<Backup['reason'], string> = {
  asked: 'made by hand',
  scheduled: 'made by itself',
  replaced: 'what a restore replaced',
}
