import type { Demonstration, Made } from '../data/model/demonstration.ts'
import { Fault } from '../data/model/fault.ts'
import type { Clock, Id, Instant } from '../data/model/units.ts'
import type { Mode } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Brewery } from './brewery.ts'
import { madeBy, whatNeeds } from './demo-parts.ts'
import { demoParts, type Part } from './demo-plan.ts'
import { createTurns } from './turns.ts'

/** The demonstration brewery of a house that is open. One thing is done with it at a time. */
export interface Demo {
  look(): Promise<Demonstration>
  /** Sets it up and starts it. Fails with `conflict` when there is something in the house. */
  open(): Promise<void>
  /**
   * Puts its outputs to rest, then removes all that it made with all that was recorded of it, and nothing else. Fails with
   * `not-found` when it is not here, with `conflict` while something else needs it; what failed half-way goes on when asked again.
   * Where its time had run faster, the house is opened again in the wall's time.
   */
  leave(): Promise<void>
}

/** Where the demonstration is put: into a store, or into a house that is open. */
interface Furnishing {
  create(kind: Part['kind'], body: Part['body']): Promise<unknown>
  setMode(vessel: Id, mode: Mode): Promise<unknown>
  setOutput(actuator: Id, output: number): Promise<unknown>
}

/** Makes all of it and starts it. What it makes is known before it is there: not even a crash leaves something that nobody takes back. */
async function furnish(
  store: Pick<Store, 'demonstration'>,
  { create, setMode, setOutput }: Furnishing,
  parts: Part[],
  now: Instant,
): Promise<void> {
  await store.demonstration.add(parts.map(({ kind, body }) => ({ kind, id: body.id })))
  for (const { kind, body } of parts) await create(kind, body)
  const ale = parts.find(({ kind }) => kind === 'profiles')!.body.id
  // The yeast was pitched a minute ago: nobody has to be told.
  await setMode('fermenter', { kind: 'profile', profile: ale, startedAt: now - 60_000 })
  await setMode('kettle', { kind: 'constant', setPoint: 67 })
  await setOutput('pump', 100)
}

/** Puts the demonstration brewery into an empty store. */
export function storeDemo(store: Store, now: Instant): Promise<void> {
  const create: Furnishing['create'] = (kind, body) => store[kind].create(body as never)
  return furnish(store, { create, setMode: store.modes.set, setOutput: store.switches.set }, demoParts([]), now)
}

/** The demonstration of this brewery. `flush` writes down what was recorded of it and waits. */
export function createDemo(parts: {
  brewery: Brewery
  store: Pick<Store, 'demonstration'>
  clock: Pick<Clock, 'now'>
  flush(): Promise<void>
}): Demo {
  const { brewery, store, clock, flush } = parts
  const { configuration } = brewery
  const house: Furnishing = {
    create: (kind, body) => configuration.create(kind, body as never),
    setMode: (vessel, mode) => brewery.setMode(vessel, mode),
    setOutput: (actuator, output) => brewery.setOutput(actuator, output),
  }
  const inTurn = createTurns()

  async function remove({ kind, id }: Made): Promise<void> {
    await configuration.remove(kind, id, null)
    await flush()
    while ((await store.demonstration.forget([{ kind, id }])) > 0);
  }

  const own = async () => madeBy(configuration.plan, await store.demonstration.all())
  const needs = (made: Awaited<ReturnType<typeof own>>) =>
    whatNeeds(made, configuration.plan, vessel => brewery.mode(vessel))

  return {
    async look() {
      const made = await own()
      const vessels = made.vessels.map(({ name }) => name)
      const standing = made.boards.length > 0
      return { standing, vessels, inTheWay: standing ? needs(made) : [] }
    },
    open: () =>
      inTurn(async () => {
        const { plan } = configuration
        const there = (['boards', 'sensors', 'actuators', 'vessels'] as const).find(kind => plan[kind].length > 0)
        if (there) throw new Fault('conflict', `the demonstration needs an empty house: there are ${there} here`)
        const taken = plan.profiles.map(({ id }) => id)
        await furnish(store, house, demoParts(taken), clock.now())
      }),
    leave: () =>
      inTurn(async () => {
        const made = await own()
        if (made.boards.length === 0) throw new Fault('not-found', 'the demonstration is not here')
        const inTheWay = needs(made)
        if (inTheWay.length > 0)
          throw new Fault(
            'conflict',
            `the demonstration is still needed: ${inTheWay.join(', ')}. Change or delete that first`,
          )
        await rest(brewery, made)
        // Who uses something goes before it; the board last, so that what failed half-way can be asked for again.
        for (const kind of ['vessels', 'actuators', 'sensors', 'profiles', 'boards'] as const)
          for (const { id } of made[kind]) await remove({ kind, id })
      }),
  }
}

/** What is on must be off before anything is taken apart. */
async function rest(brewery: Brewery, { vessels, actuators }: ReturnType<typeof madeBy>): Promise<void> {
  for (const { id } of vessels) await brewery.setMode(id, { kind: 'off' })
  const driven = new Set(vessels.flatMap(({ heater, cooler }) => [heater, cooler]))
  for (const { id } of actuators) {
    if (!driven.has(id) && (brewery.actuator(id).output ?? 0) > 0) await brewery.setOutput(id, 0)
  }
}
