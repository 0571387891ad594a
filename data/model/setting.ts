import { z } from 'zod'
import { Instant, Name, Version, Watts } from './units.ts'

/** A language and region as of BCP 47: `de-AT`. */
const Locale = z
  .string()
  .max(35)
  .refine(isLocale, { message: 'expected a language tag as of BCP 47, e.g. "en-GB" or "de-AT"' })

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** The brewery's own settings; there is one set. */
export const Settings = z.strictObject({
  breweryName: Name.default('Maelstrom'),
  unit: z.enum(['celsius', 'fahrenheit']).default('celsius'),
  /** How dates and numbers are written; null: as each browser writes them. */
  locale: Locale.nullable().default(null),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** When the logo was uploaded that is shown; null: none. */
  logo: Instant.nullable().default(null),
  /** Most that all actuators together may draw, watts; null: no limit. */
  powerBudget: Watts.nullable().default(null),
  /** Days for which single points are kept, and for which rollups are; those of which nothing was recorded do not count. */
  rawRetention: z.number().min(1).max(36_500).default(90),
  rollupRetention: z.number().min(1).max(36_500).default(3650),
  /** Hours between backups; null: only when somebody asks. And how many of those that are made by themselves are kept. */
  backupEvery: z.number().min(1).max(8760).nullable().default(24),
  backupsKept: z.int().min(1).max(1000).default(3),
  version: Version,
})
export type Settings = z.infer<typeof Settings>
export const SettingsBody = Settings.omit({ version: true })
