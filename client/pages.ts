import { html, type TemplateResult } from 'lit'
import type { Brewery } from './brewery.ts'
import type { Connection, Link } from './connection.ts'
import type { IconName } from './icons.ts'
import type { Parameters } from './route.ts'
import type { Signals } from './signals.ts'
import './elements/brewery-page.ts'

/** What every page is given. */
export interface House {
  brewery: Brewery
  connection: Connection
  link: Link
  signals: Signals
}

/** A page: its route, its code, what it draws, and its place in the navigation if it has one. */
export interface Page {
  /** `vessels/:vessel` for `#/vessels/kettle`. */
  route: string
  title(house: House, parameters: Parameters): string
  /** Fetches code that the first load does without. */
  load?: () => Promise<unknown>
  view(house: House, parameters: Parameters): TemplateResult
  icon?: IconName
}

/** All pages. A page with an icon is in the navigation. */
export const pages: Page[] = [
  {
    route: '',
    title: () => 'Brewery',
    icon: 'brewery',
    view: house => html`<brewery-page .house=${house}></brewery-page>`,
  },
  {
    route: 'vessels/:vessel',
    title: ({ brewery }, { vessel }) => brewery.vessels.find(({ id }) => id === vessel)?.name ?? 'Vessel',
    load: () => import('./elements/vessel-page.ts'),
    view: (house, { vessel }) => html`<vessel-page .house=${house} .vesselId=${vessel!}></vessel-page>`,
  },
  {
    route: 'alarms',
    title: () => 'Alarms',
    load: () => import('./elements/alarms-page.ts'),
    view: house => html`<alarms-page .house=${house}></alarms-page>`,
    icon: 'alarm',
  },
]
