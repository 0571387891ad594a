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
