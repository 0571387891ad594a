import { z } from 'zod'
import { Id } from './units.ts'

/** Something that the demonstration made. */
export const Made = z.object({ kind: z.enum(['boards', 'sensors', 'actuators', 'vessels', 'profiles']), id: Id })
export type Made = z.infer<typeof Made>

/** The demonstration brewery as it is now. */
export const Demonstration = z.object({
  standing: z.boolean().describe('whether any of it is here'),
  vessels: z.array(z.string()).describe('names of its vessels'),
  inTheWay: z
    .array(z.string())
    .describe('what is not of it and needs it, in words: nothing of it can be removed before'),
})
export type Demonstration = z.infer<typeof Demonstration>
