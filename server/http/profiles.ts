import { z } from 'zod'
import { ProfileBody, ProfileEffect, ProfileTemplate } from '../../data/model/profile.ts'
import { Id, Seconds, Version } from '../../data/model/units.ts'
import { Mode } from '../../data/model/vessel.ts'
import type { ProfileRuns } from '../following.ts'
import { page } from './paging.ts'
import { type Route, route } from './route.ts'

/** Profiles as vessels follow them; the profiles themselves are a collection. */
export function profileRoutes(runs: ProfileRuns): Route[] {
  return [
    route({
      method: 'get',
      path: '/profile-templates',
      summary: 'List profiles to begin with',
      tag: 'profiles',
      answer: page(ProfileTemplate),
      handle: () => ({ body: { items: runs.templates(), next: null } }),
    }),
    route({
      method: 'post',
      path: '/profiles/:id/preview',
      summary: 'What an edit would change for each vessel that follows the profile, without saving it',
      tag: 'profiles',
      body: ProfileBody.extend({ id: Id.optional(), version: Version.optional() }),
      answer: page(ProfileEffect),
      handle({ params, body: { version: _, ...body } }) {
        return { body: { items: runs.preview({ ...body, id: params.id! }), next: null } }
      },
    }),
    route({
      method: 'post',
      path: '/vessels/:id/profile/pause',
      summary: 'Stop the time of the profile the vessel follows: its set point stays',
      tag: 'vessels',
      answer: Mode,
      handle: async ({ params }) => ({ body: await runs.pause(params.id!) }),
    }),
    route({
      method: 'post',
      path: '/vessels/:id/profile/resume',
      summary: 'Let the time of a paused profile go on from where it was stopped',
      tag: 'vessels',
      answer: Mode,
      handle: async ({ params }) => ({ body: await runs.resume(params.id!) }),
    }),
    route({
      method: 'post',
      path: '/vessels/:id/profile/jump',
      summary: 'Move the profile the vessel follows to so many seconds after its start',
      tag: 'vessels',
      body: z.strictObject({ elapsed: Seconds }),
      answer: Mode,
      handle: async ({ params, body }) => ({ body: await runs.jump(params.id!, body.elapsed) }),
    }),
  ]
}
