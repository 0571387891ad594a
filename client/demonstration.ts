import type { ReactiveControllerHost } from 'lit'
import type { Demonstration } from '../data/model/demonstration.ts'
import { getDemo } from './api.ts'
import type { Connection } from './connection.ts'
import { Refreshed } from './refreshed.ts'

/** The demonstration on an element, asked for again whenever something of the brewery changes. */
export const demonstration = (host: ReactiveControllerHost, connection: () => Connection): Refreshed<Demonstration> =>
  new Refreshed<Demonstration>(host, {
    connection,
    channels: ['configuration'],
    concerns: ({ channel }) => channel !== 'configuration.settings',
    ask: getDemo,
  })
