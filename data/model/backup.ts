import { z } from 'zod'
import { Instant } from './units.ts'

/** The name of a backup's file: no path, and no other kind of file. */
export const BackupName = z
  .string()
  .max(255)
  .regex(/^[^/\\]+\.sqlite$/, 'expected the name of a backup as it is listed')
export type BackupName = z.infer<typeof BackupName>

/** Why it was made: somebody asked, it was time to, or a restore replaced what it holds. */
export const BackupReason = z.enum(['asked', 'scheduled', 'replaced'])
export type BackupReason = z.infer<typeof BackupReason>

/** A copy of the whole database beside it. `size` in bytes. */
export const Backup = z.object({ name: BackupName, at: Instant, size: z.int(), reason: BackupReason })
export type Backup = z.infer<typeof Backup>
