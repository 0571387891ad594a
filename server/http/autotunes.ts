import { AutotuneBody } from '../../data/model/autotune.ts'
import { Vessel, VesselState } from '../../data/model/vessel.ts'
import type { Autotunes } from '../autotunes.ts'
import { type Route, route } from './route.ts'

/** The parameters of a PID, found by swinging a vessel around its set point; how far that is, its state tells. */
export function autotuneRoutes(autotunes: Autotunes): Route[] {
  return [
    route({
      method: 'post',
      path: '/vessels/:id/autotune',
      summary: 'Swing a vessel around its constant set point to find the parameters of its PID; needs no body',
      tag: 'vessels',
      body: AutotuneBody,
      bodyOptional: true,
      answer: VesselState,
      handle: ({ params, body }) => ({ body: autotunes.start(params.id!, body) }),
    }),
    route({
      method: 'delete',
      path: '/vessels/:id/autotune',
      summary: 'End the search, or leave what it found: the control stays as it was',
      tag: 'vessels',
      status: 204,
      handle({ params }) {
        autotunes.leave(params.id!)
        return {}
      },
    }),
    route({
      method: 'post',
      path: '/vessels/:id/autotune/apply',
      summary: 'Give the PID the parameters that were found',
      tag: 'vessels',
      answer: Vessel,
      async handle({ params }) {
        const vessel = await autotunes.apply(params.id!)
        return { body: vessel, version: vessel.version }
      },
    }),
  ]
}
