import { z } from 'zod'
import { Name, Version, Watts } from './units.ts'

/** The brewery's own settings; there is one set. */
export const Settings = z.strictObject({
  breweryName: Name.default('Maelstrom'),
  unit: z.enum(['celsius', 'fahrenheit']).default('celsius'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Most that all actuators together may draw, watts; null: no limit. */
  powerBudget: Watts.nullable().default(null),
  /** Days for which single points are kept, and for which rollups are. */
  rawRetention: z.number().min(1).max(36_500).default(90),
  rollupRetention: z.number().min(1).max(36_500).default(3650),
  version: Version,
})
export type Settings = z.infer<typeof Settings>
export const SettingsBody = Settings.omit({ version: true })
