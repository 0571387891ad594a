import { z } from 'zod'
import {
  BreweryFault,
  Factor,
  KettleVolume,
  RelayName,
  SensorName,
  Simulation,
  Speed,
} from '../../data/model/simulation.ts'
import type { Workbench } from '../workbench.ts'
import { page } from './paging.ts'
import { type Route, route } from './route.ts'

const tag = 'simulations'

const Filter = z.strictObject({
  kind: z
    .enum(BreweryFault.options.map(({ shape }) => shape.kind.value))
    .optional()
    .describe('heal only faults of this kind'),
  sensor: SensorName.optional().describe('heal only faults of this sensor'),
  relay: RelayName.optional().describe('heal only faults of this relay'),
})

/** The simulated boards: the truth behind them, what goes wrong with them, how fast time runs. */
export function simulationRoutes(workbench: Workbench): Route[] {
  return [
    route({
      method: 'get',
      path: '/simulations',
      summary: 'List the simulated boards, with the truth behind their sensors',
      tag,
      answer: page(Simulation),
      handle: () => ({ body: { items: workbench.list(), next: null } }),
    }),
    route({
      method: 'put',
      path: '/simulations/speed',
      summary: 'Let time run 1 to 60 times faster; refused while a board is real or none is simulated',
      tag,
      body: z.strictObject({ factor: Factor }),
      answer: Speed,
      handle: ({ body }) => ({ body: workbench.run(body.factor) }),
    }),
    route({
      method: 'get',
      path: '/simulations/:board',
      summary: 'The truth behind the sensors of a simulated board',
      tag,
      answer: Simulation,
      handle: ({ params }) => ({ body: workbench.find(params.board!) }),
    }),
    route({
      method: 'put',
      path: '/simulations/:board/kettle',
      summary: 'Fill the kettle of a simulated board with cold water, or let some out',
      tag,
      body: z.strictObject({ volume: KettleVolume }),
      answer: Simulation,
      handle: ({ params, body }) => ({ body: workbench.fill(params.board!, body.volume) }),
    }),
    route({
      method: 'post',
      path: '/simulations/:board/faults',
      summary: 'Make something go wrong until it is healed',
      tag,
      body: BreweryFault,
      answer: Simulation,
      handle: ({ params, body }) => ({ body: workbench.inject(params.board!, body) }),
    }),
    route({
      method: 'delete',
      path: '/simulations/:board/faults',
      summary: 'Heal all faults, or those that fit',
      tag,
      query: Filter,
      answer: Simulation,
      handle: ({ params, query }) => ({ body: workbench.heal(params.board!, query) }),
    }),
  ]
}
