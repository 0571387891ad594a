import type { ReactiveControllerHost } from 'lit'
import type { MarkGroup } from '../data/model/mark.ts'
import { isAlarm } from './alarms.ts'
import { type Area, groupsFor } from './chart/marks.ts'
import type { Connection } from './connection.ts'
import { fetched, type Span } from './ranges.ts'
import { Refreshed } from './refreshed.ts'
import { getMarks } from './vessel-api.ts'

/** What a chart shows: which vessel, when, and where on the screen. */
export interface Scene {
  connection: Connection
  vessel: string
  span: Span
  area: Area
}

/** The marks of a vessel's chart on an element, asked for again whenever something happens to the vessel. */
export const vesselMarks = (host: ReactiveControllerHost, scene: () => Scene): Refreshed<MarkGroup[]> =>
  new Refreshed<MarkGroup[]>(host, {
    connection: () => scene().connection,
    channels: ['marks', 'alarms'],
    concerns({ channel, data }) {
      const { vessel } = scene()
      return channel === `marks.${vessel}` || (channel === 'alarms' && isAlarm(data) && data.vessel === vessel)
    },
    ask() {
      const { connection, vessel, span, area } = scene()
      const wanted = fetched(span, connection.now())
      return getMarks(vessel, wanted, groupsFor(wanted, span, area))
    },
  })
