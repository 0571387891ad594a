import type { Settings } from '../data/model/setting.ts'
import { Refusal } from './api.ts'

/** How settings are read and written. */
export interface SettingsDoor {
  read(): Promise<Settings>
  /** Fails with status 412 when they are not at `settings.version` any more. */
  write(settings: Settings): Promise<Settings>
}

/**
 * Changes some of the settings. When somebody else changed others meanwhile, both changes hold; when it was one of these,
 * nothing is written and it fails with 412 and a sentence.
 */
export async function changeSettings(door: SettingsDoor, seen: Settings, change: Partial<Settings>): Promise<Settings> {
  try {
    return await door.write({ ...seen, ...change })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 412) throw error
  }
  const now = await door.read()
  const fields = Object.keys(change) as (keyof Settings)[]
  if (fields.every(field => now[field] === seen[field])) return door.write({ ...now, ...change })
  throw new Refusal(
    412,
    'Somebody else has just changed this. What is shown now is theirs: change it again if you like.',
  )
}

/** Languages and regions to choose from; any other can be set over REST. */
export const locales = [
  ...['cs-CZ', 'da-DK', 'de-AT', 'de-CH', 'de-DE', 'en-AU', 'en-CA', 'en-GB', 'en-IE', 'en-NZ', 'en-US', 'es-ES'],
  ...['es-MX', 'fi-FI', 'fr-BE', 'fr-CA', 'fr-FR', 'hu-HU', 'it-IT', 'ja-JP', 'nb-NO', 'nl-BE', 'nl-NL', 'pl-PL'],
  ...['pt-BR', 'pt-PT', 'ro-RO', 'sk-SK', 'sl-SI', 'sv-SE', 'tr-TR'],
]

/** A number of bytes in words: `12.3 MB`. */
export function bytes(count: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)))
  return `${(count / 1000 ** step).toFixed(step === 0 ? 0 : 1)}\u00a0${units[step]}`
}
