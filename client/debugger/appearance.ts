import type { Bench } from './experiment.ts'

/** Logos of breweries that do not exist, on a 24 × 24 grid. */
const drawings = {
  day: '<circle cx="12" cy="12" r="10" fill="#c97f0a"/><path d="M7 17V8h7v9zM14 10h3v5h-3" fill="none" stroke="#fff" stroke-width="2"/>',
  night: '<circle cx="12" cy="12" r="10" fill="#1c2a52"/><path d="M15 6a7 7 0 1 0 3 9a6 6 0 0 1-3-9z" fill="#ffe9a8"/>',
}

/** Changes settings, and remembers what they were. */
export async function changeSettings(
  bench: Bench,
  change: { breweryName: string; theme?: 'light' | 'dark' },
): Promise<void> {
  const { version: _, ...settings } = await bench.settings()
  const { breweryName, theme } = settings
  await bench.call('PUT', '/settings', { ...settings, ...change }, { kind: 'settings', before: { breweryName, theme } })
}

/** Puts another logo in the place of what is there, and remembers that. */
export async function changeLogo(bench: Bench, drawing: keyof typeof drawings): Promise<void> {
  const before = await bench.logo()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${drawings[drawing]}</svg>`
  await bench.call('PUT', '/logo', { data: btoa(svg) }, { kind: 'logo', before })
}
