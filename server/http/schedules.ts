import { z } from 'zod'
import { By } from '../../data/model/alarm.ts'
import { Gravity, ScheduleTemplate } from '../../data/model/schedule.ts'
import { Id, Instant } from '../../data/model/units.ts'
import { Mode } from '../../data/model/vessel.ts'
import type { ScheduleRuns } from '../schedules.ts'
import { page } from './paging.ts'
import { type Route, route } from './route.ts'

const Start = z.strictObject({
  schedule: Id,
  /** When it begins; now when left out. */
  at: Instant.optional(),
  /** What attenuation is counted from; left out, the median of the first three that are measured. */
  originalGravity: Gravity.nullable().optional(),
})
/** By how much the present step is made longer, at most a day at a time. */
const Extension = z.strictObject({ seconds: z.number().min(1).max(86_400) })
/** Which ask of the vessel's state; the most pressing when left out. */
const Confirmation = z.strictObject({ ask: z.string().max(40).optional(), by: By })

/** Schedules as vessels work through them; the schedules themselves are a collection. */
export function scheduleRoutes(runs: ScheduleRuns): Route[] {
  const plain = (kind: 'pause' | 'resume' | 'skip' | 'back', summary: string) =>
    route({
      method: 'post',
      path: `/vessels/:id/schedule/${kind}`,
      summary,
      tag: 'vessels',
      answer: Mode,
      handle: async ({ params }) => ({ body: await runs.command(params.id!, { kind }) }),
    })
  return [
    route({
      method: 'get',
      path: '/schedule-templates',
      summary: 'List schedules to begin with',
      tag: 'schedules',
      answer: page(ScheduleTemplate),
      handle: () => ({ body: { items: runs.templates(), next: null } }),
    }),
    route({
      method: 'post',
      path: '/vessels/:id/schedule/start',
      summary: 'Let the vessel work through a schedule from its first step, now or at a time',
      tag: 'vessels',
      body: Start,
      answer: Mode,
      handle: async ({ params, body }) => ({ body: await runs.start(params.id!, body) }),
    }),
    plain('pause', 'Stop the time of the schedule: the set point stays'),
    plain('resume', 'Let the time of a paused schedule go on'),
    plain('skip', 'Go to the next step at once'),
    plain('back', 'Go back to the beginning of the step before'),
    route({
      method: 'post',
      path: '/vessels/:id/schedule/extend',
      summary: 'Make the time of the present step longer',
      tag: 'vessels',
      body: Extension,
      answer: Mode,
      handle: async ({ params, body }) => ({
        body: await runs.command(params.id!, { kind: 'extend', seconds: body.seconds }),
      }),
    }),
    route({
      method: 'post',
      path: '/vessels/:id/schedule/confirm',
      summary: 'Confirm what the schedule asks for: grain is in, hops are added',
      tag: 'vessels',
      body: Confirmation,
      answer: Mode,
      handle: async ({ params, body }) => ({
        body: await runs.command(params.id!, { kind: 'confirm', ask: body.ask }, body.by),
      }),
    }),
  ]
}
