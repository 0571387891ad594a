import type { Made } from '../data/model/demonstration.ts'
import type { Id } from '../data/model/units.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Plan } from './configuration.ts'

/** The things of a plan that are the demonstration's. */
export type DemoThings = { readonly [K in Made['kind']]: Plan[K] }

const partsOf = ({ sensor, air, gravity, level, heater, cooler }: Vessel) =>
  [sensor, air, gravity, level, heater, cooler].filter(id => id !== null)

/**
 * What the demonstration made and nobody made their own since: a board that is real now, what hangs on one, a vessel with parts
 * of somebody's own and a profile that was changed belong to the brewer.
 */
export function madeBy(plan: Plan, made: readonly Made[]): DemoThings {
  const of = <K extends Made['kind']>(kind: K): Plan[K][number][] =>
    plan[kind].filter(({ id }) => made.some(one => one.kind === kind && one.id === id))
  const boards = of('boards').filter(({ transport }) => transport.kind === 'simulated')
  const sensors = of('sensors').filter(({ board }) => isIn(boards, board))
  const actuators = of('actuators').filter(({ board }) => isIn(boards, board))
  const vessels = of('vessels').filter(vessel => partsOf(vessel).every(id => isIn([...sensors, ...actuators], id)))
  return { boards, sensors, actuators, vessels, profiles: of('profiles') }
}

const isIn = (things: readonly { id: Id }[], id: Id | null) => things.some(thing => thing.id === id)

/** What is not the demonstration's and needs something that is, in words. */
export function whatNeeds(demo: DemoThings, plan: Plan, mode: (vessel: Id) => Mode): string[] {
  const hanging = { sensor: [plan.sensors, demo.sensors], actuator: [plan.actuators, demo.actuators] } as const
  const onBoards = Object.entries(hanging).flatMap(([noun, [all, own]]) =>
    all.flatMap(({ id, name, board }) =>
      isIn(own, id) || !isIn(demo.boards, board) ? [] : [`${noun} “${name}” hangs on its board`],
    ),
  )
  const vessels = plan.vessels.flatMap(vessel => {
    if (isIn(demo.vessels, vessel.id)) return []
    const used = [...demo.sensors, ...demo.actuators].find(({ id }) => partsOf(vessel).includes(id))
    if (used) return [`vessel “${vessel.name}” uses its “${used.name}”`]
    const doing = mode(vessel.id)
    const followed = demo.profiles.find(({ id }) => doing.kind === 'profile' && doing.profile === id)
    return followed ? [`vessel “${vessel.name}” follows its profile “${followed.name}”`] : []
  })
  const watched = { vessel: demo.vessels, sensor: demo.sensors, board: demo.boards }
  const rules = plan['alarm-rules'].flatMap(({ name, source }) => {
    const thing = watched[source.kind].find(({ id }) => id === source.id)
    return thing ? [`alarm rule “${name}” watches its “${thing.name}”`] : []
  })
  return [...onBoards, ...vessels, ...rules]
}
