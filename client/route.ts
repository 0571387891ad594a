/** Parameters of a route by name, decoded. */
export type Parameters = Record<string, string>

/**
 * Matches a location hash (`#/vessels/kettle`) against a pattern (`vessels/:vessel`): the parameters, or null when it is
 * another page.
 */
export function match(pattern: string, hash: string): Parameters | null {
  const wanted = words(pattern)
  const given = words(hash.replace(/^#/, '').replace(/\?.*$/, ''))
  if (wanted.length !== given.length) return null
  const parameters: Parameters = {}
  for (const [n, word] of wanted.entries()) {
    if (word.startsWith(':')) parameters[word.slice(1)] = decode(given[n]!)
    else if (word !== given[n]) return null
  }
  return parameters
}

const words = (path: string) => path.split('/').filter(word => word !== '')

function decode(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return word
  }
}
