import { Demonstration } from '../../data/model/demonstration.ts'
import type { Demo } from '../demo.ts'
import { type Route, route } from './route.ts'

/** The demonstration: looked at, set up, taken back. */
export function demoRoutes(demo: Demo): Route[] {
  return [
    route({
      method: 'get',
      path: '/demo',
      summary: 'Whether the demonstration brewery is here, and what keeps it from being taken back',
      tag: 'settings',
      answer: Demonstration,
      async handle() {
        return { body: await demo.look() }
      },
    }),
    route({
      method: 'post',
      path: '/demo',
      summary: 'Look at the demonstration brewery: only in a house that is still empty',
      tag: 'settings',
      status: 204,
      async handle() {
        await demo.open()
        return {}
      },
    }),
    route({
      method: 'delete',
      path: '/demo',
      summary: 'Take the demonstration back with all that was recorded of it, outputs at rest first; nothing else goes',
      tag: 'settings',
      status: 204,
      async handle() {
        await demo.leave()
        return {}
      },
    }),
  ]
}
