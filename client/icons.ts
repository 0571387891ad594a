import { html, type TemplateResult } from 'lit'

/** Shapes on a 24 × 24 grid, drawn with a pen of 2. */
const shapes = {
  alarm: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21.5h4',
  back: 'M15 5l-7 7 7 7',
  brewery: 'M6 3h9v18H6zM15 8h2.5A2.5 2.5 0 0 1 20 10.5v3A2.5 2.5 0 0 1 17.5 16H15M6 8h9',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6L6 18',
  debugger:
    'M8 9a4 4 0 0 1 8 0v6a4 4 0 0 1-8 0zM9 5.5L7.5 3.5M15 5.5l1.5-2M8 12H3.5M20.5 12H16M8 9L4.5 6.5M16 9l3.5-2.5M8 15.5l-3.5 3M16 15.5l3.5 3',
  flame: 'M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2.5 1.5-4 2.5-5.5C9 11 10 11.5 11 12c1-3 .5-6 1-9z',
  hand: 'M8 12V5.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8a7 7 0 0 1-12.5 4L3.5 14.5a1.6 1.6 0 0 1 2.5-2z',
  board: 'M4 6h16v12H4zM8 3v3M12 3v3M16 3v3M8 18v3M12 18v3M16 18v3M9 10h6v4H9z',
  download: 'M12 4v11M7.5 10.5L12 15l4.5-4.5M5 20h14',
  edit: 'M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3',
  gear: 'M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1',
  info: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5.5M12 7.5v.01',
  log: 'M5 6h.01M9 6h11M5 12h.01M9 12h11M5 18h.01M9 18h11',
  more: 'M5 12v.01M12 12v.01M19 12v.01',
  probe: 'M12 3a2 2 0 0 0-2 2v8.5a4 4 0 1 0 4 0V5a2 2 0 0 0-2-2zM12 9v7',
  link: 'M4.5 9.5a11 11 0 0 1 15 0M7.5 13a6.5 6.5 0 0 1 9 0M12 17.5v.01',
  minus: 'M5 12h14',
  note: 'M5 4h14v10.5L13.5 20H5zM13.5 20v-5.5H19M8.5 8.5h7M8.5 12h4',
  pause: 'M8.5 6v12M15.5 6v12',
  play: 'M8 5l11 7-11 7z',
  plus: 'M5 12h14M12 5v14',
  power: 'M12 3v8M7 6.5a7.5 7.5 0 1 0 10 0',
  profile: 'M3 19h4l4-8h4l3-6h3',
  pump: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM9.5 8l7 4-7 4z',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6zM8.5 12l2.5 2.5 4.5-5',
  snowflake: 'M12 2.5v19M3.8 7.2l16.4 9.6M20.2 7.2L3.8 16.8M9.5 4.5L12 7l2.5-2.5M9.5 19.5L12 17l2.5 2.5',
  schedule: 'M4 20h5v-5h5v-5h6V5',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  silence: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  up: 'M6 14.5L12 8.5l6 6',
  down: 'M6 9.5l6 6 6-6',
  next: 'M6 5l8 7-8 7zM18 5v14',
  previous: 'M18 5l-8 7 8 7zM6 5v14',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6',
  target: 'M4 12h14M13 7l5 5-5 5',
  unlink: 'M3 3l18 18M4.5 9.5a11 11 0 0 1 4-2.5M13 6.6a11 11 0 0 1 6.5 2.9M7.5 13a6.5 6.5 0 0 1 3-1.7M12 17.5v.01',
  trash: 'M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  valve: 'M4 8v10l8-5 8 5V8l-8 5zM12 13V5M9 5h6',
  warning: 'M12 3.5L2.5 20h19zM12 10v4.5M12 17.5v.01',
}

/** Name of an icon. */
export type IconName = keyof typeof shapes

/** An icon of the size of the text beside it; decoration only, the word that goes with it says the same. */
export const icon = (name: IconName): TemplateResult => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
  <path d=${shapes[name]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
</svg>`

/** An icon as a `data:` URL, for components that fetch theirs. */
export const iconUrl = (name: string): string => {
  const shape = shapes[name as IconName] ?? shapes.close
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="${shape}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`
}
