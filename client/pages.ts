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
  /** In the navigation of a desktop only; a phone and a tablet have it behind “More”. */
  minor?: true
  /** It has buttons where what can be undone is told, and tells it elsewhere. */
  tellsItself?: true
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
    route: 'profiles',
    title: () => 'Profiles',
    load: () => import('./elements/profiles-page.ts'),
    view: house => html`<profiles-page .house=${house}></profiles-page>`,
    icon: 'profile',
  },
  {
    route: 'profiles/:profile',
    title: ({ brewery }, { profile }) => brewery.profiles.find(({ id }) => id === profile)?.name ?? 'Profile',
    load: () => import('./elements/profile-page.ts'),
    view: (house, { profile }) => html`<profile-page .house=${house} .profileId=${profile!}></profile-page>`,
  },
  {
    route: 'schedules',
    title: () => 'Schedules',
    load: () => import('./elements/schedules-page.ts'),
    view: house => html`<schedules-page .house=${house}></schedules-page>`,
    icon: 'schedule',
  },
  {
    route: 'schedules/:schedule',
    title: ({ brewery }, { schedule }) => brewery.schedules.find(({ id }) => id === schedule)?.name ?? 'Schedule',
    load: () => import('./elements/schedule-page.ts'),
    view: (house, { schedule }) => html`<schedule-page .house=${house} .scheduleId=${schedule!}></schedule-page>`,
  },
  {
    route: 'vessels/:vessel/brew',
    title: ({ brewery }, { vessel }) => `Brewing: ${brewery.vessels.find(({ id }) => id === vessel)?.name ?? 'vessel'}`,
    tellsItself: true,
    load: () => import('./elements/brew-page.ts'),
    view: (house, { vessel }) => html`<brew-page .house=${house} .vesselId=${vessel!}></brew-page>`,
  },
  {
    route: 'alarms',
    title: () => 'Alarms',
    load: () => import('./elements/alarms-page.ts'),
    view: house => html`<alarms-page .house=${house}></alarms-page>`,
    icon: 'alarm',
  },
  {
    route: 'io',
    title: () => 'IO',
    load: () => import('./elements/io-page.ts'),
    view: house => html`<io-page .house=${house}></io-page>`,
    icon: 'board',
    minor: true,
  },
  {
    route: 'logs',
    title: () => 'Logs',
    load: () => import('./elements/logs-page.ts'),
    view: house => html`<logs-page .house=${house}></logs-page>`,
    icon: 'log',
    minor: true,
  },
  {
    route: 'settings',
    title: () => 'Settings',
    load: () => import('./elements/settings-page.ts'),
    view: house => html`<settings-page .house=${house}></settings-page>`,
    icon: 'gear',
    minor: true,
  },
  {
    route: 'debugger',
    title: () => 'Debugger',
    load: () => import('./elements/debugger-page.ts'),
    view: house => html`<debugger-page .house=${house}></debugger-page>`,
    icon: 'debugger',
    minor: true,
  },
  {
    route: 'safety',
    title: () => 'Safety',
    load: () => import('./elements/safety-page.ts'),
    view: house => html`<safety-page .house=${house}></safety-page>`,
    icon: 'shield',
    minor: true,
  },
  {
    route: 'api',
    title: () => 'API reference',
    load: () => import('./elements/api-page.ts'),
    view: () => html`<api-page></api-page>`,
  },
  {
    route: 'more',
    title: () => 'More',
    load: () => import('./elements/more-page.ts'),
    view: house => html`<more-page .house=${house} .pages=${pages}></more-page>`,
  },
]
