import type { Schedule, ScheduleTemplate } from '../../data/model/schedule.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { all, call, post, send } from '../api.ts'
import type { Draft } from './draft.ts'

/** Schedules to begin with. */
export const getScheduleTemplates = (): Promise<ScheduleTemplate[]> => all('schedule-templates')

/** Adds a schedule. */
export const createSchedule = (schedule: Draft): Promise<Schedule> => post('/schedules', schedule)

/** Replaces a schedule, unless it is no longer at that version. */
export const saveSchedule = (schedule: Draft, version: number): Promise<Schedule> =>
  send('PUT', `/schedules/${schedule.id}`, schedule, { 'if-match': `"${version}"` })

/** Deletes a schedule, unless it is no longer at that version. */
export const deleteSchedule = ({ id, version }: Pick<Schedule, 'id' | 'version'>): Promise<void> =>
  call(`/schedules/${id}`, { method: 'DELETE', headers: { 'if-match': `"${version}"` } })

/** Lets a vessel work through a schedule, now or at a time (ms). */
export const startSchedule = (
  vessel: string,
  asked: { schedule: string; at?: number; originalGravity?: number },
): Promise<Mode> => post(`/vessels/${vessel}/schedule/start`, asked)

/** Stops the time of a vessel's schedule, lets it go on, goes to the next step or back to the one before. */
export const moveSchedule = (vessel: string, how: 'pause' | 'resume' | 'skip' | 'back'): Promise<Mode> =>
  call(`/vessels/${vessel}/schedule/${how}`, { method: 'POST' })

/** Makes the present step longer. */
export const extendStep = (vessel: string, seconds: number): Promise<Mode> =>
  post(`/vessels/${vessel}/schedule/extend`, { seconds })

/** Confirms what a schedule asks for, and with it its alarm; `by` may be empty. */
export const confirmAsk = (vessel: string, ask: string, by: string): Promise<Mode> =>
  post(`/vessels/${vessel}/schedule/confirm`, { ask, ...(by === '' ? {} : { by }) })
