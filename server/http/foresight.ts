import { DryRun, DryRunBody, Forecast, LearnedAnswer } from '../../data/model/forecast.ts'
import type { Foresight } from '../foresight.ts'
import type { Learning } from '../learning.ts'
import { type Route, route } from './route.ts'

/** What controllers learned of their plants, and what follows from it. */
export function foresightRoutes(learning: Learning, foresight: Foresight): Route[] {
  return [
    route({
      method: 'get',
      path: '/vessels/:id/learned',
      summary: 'What the controller of a vessel learned of its plant',
      tag: 'vessels',
      answer: LearnedAnswer,
      handle: ({ params }) => ({ body: { vessel: params.id!, learned: learning.of(params.id!) } }),
    }),
    route({
      method: 'delete',
      path: '/vessels/:id/learned',
      summary: 'Forget it: the controller begins anew with what is typical, at once',
      tag: 'vessels',
      status: 204,
      async handle({ params }) {
        await learning.forget(params.id!)
        return {}
      },
    }),
    route({
      method: 'get',
      path: '/vessels/:id/forecast',
      summary: 'Where a vessel goes in the next hours, and why it is not at its temperature',
      tag: 'vessels',
      answer: Forecast,
      handle: async ({ params }) => ({ body: await foresight.forecast(params.id!) }),
    }),
    route({
      method: 'post',
      path: '/vessels/:id/dry-run',
      summary: 'How a vessel would follow a profile, without starting it',
      tag: 'vessels',
      body: DryRunBody,
      answer: DryRun,
      handle: async ({ params, body }) => ({ body: await foresight.dryRun(params.id!, body) }),
    }),
  ]
}
