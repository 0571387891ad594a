import { z } from 'zod'
import { By } from './alarm.ts'
import { Id, Instant, Version } from './units.ts'

/** What a brewer noted about a vessel. */
export const Note = z.strictObject({
  id: z.int().min(1),
  vessel: Id,
  /** The time it is about. */
  at: Instant,
  text: z.string().trim().min(1).max(2000),
  by: By,
  version: Version,
})
export type Note = z.infer<typeof Note>

/** A note as it is sent; it is about now when `at` is left out. */
export const NoteBody = Note.pick({ text: true, by: true }).extend({ at: Instant.optional() })
export type NoteBody = z.infer<typeof NoteBody>
