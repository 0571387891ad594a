const names = ['ink', 'quiet', 'line', 'heating-fill', 'cooling-fill'] as const

/** The page's colours as a canvas takes them. */
export type Palette = Record<(typeof names)[number] | 'band', string>

/** Reads the colours that are in force in an element. */
export function paletteOf(element: HTMLElement | ShadowRoot): Palette {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const read = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const colours = Object.fromEntries(names.map(name => [name, read(name)])) as Record<(typeof names)[number], string>
  probe.style.color = 'color-mix(in srgb, var(--ink) 16%, transparent)'
  const band = getComputedStyle(probe).color
  probe.remove()
  return { ...colours, band }
}
