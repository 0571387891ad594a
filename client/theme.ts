import type { Settings } from '../data/model/setting.ts'

const system = matchMedia('(prefers-color-scheme: dark)')
let wanted: Settings['theme'] = 'system'

/** Shows the page light or dark, as the settings or else the system wants it. */
export function applyTheme(theme: Settings['theme']): void {
  wanted = theme
  show()
}

function show() {
  const dark = wanted === 'system' ? system.matches : wanted === 'dark'
  document.documentElement.classList.toggle('wa-dark', dark)
  document.documentElement.classList.toggle('wa-light', !dark)
}

system.addEventListener('change', show)
