import type { Message } from '../../../data/model/channels.ts'
import { type IoController, IoControllerBody } from '../../../data/model/classic.ts'
import { Fault } from '../../../data/model/fault.ts'
import type { Cancel } from '../../../data/model/units.ts'
import type { Vessel } from '../../../data/model/vessel.ts'
import type { Store } from '../../../data/store.ts'
import type { Brewery } from '../../brewery.ts'
import type { Change } from '../../configuration.ts'
import { parse } from '../../http/problem.ts'
import type { Hub } from '../../hub.ts'
import type { Log } from '../../log.ts'
import { createTurns } from '../../turns.ts'
import type { Broadcast } from './broadcast.ts'
import type { VesselNumbers } from './vessel-numbers.ts'
import { firstVessel } from './vessel-payload.ts'

/** The BrewPi controllers, and our vessels as if they were some: the original's page shows the data of what is listed. */
export interface ClassicControllers {
  open(): Promise<void>
  close(): void
  /** Vessels first: the original's page looks at the last one only. */
  all(): Promise<IoController[]>
  /** This and the others fail with `not-found`. */
  get(id: number): Promise<IoController>
  /** Fails with `invalid`. */
  create(body: unknown): Promise<void>
  /** Of a vessel only the name is taken. */
  update(id: number, body: unknown): Promise<void>
  /** Fails with `conflict` for a vessel. */
  remove(id: number): Promise<void>
}

/** They tell old clients of every change, whichever door it came through. */
export function createClassicControllers(parts: {
  hub: Pick<Hub, 'subscribe'>
  brewery: Pick<Brewery, 'configuration'>
  store: Pick<Store, 'controllers'>
  broadcast: Broadcast
  log: Log
  numbers: VesselNumbers
}): ClassicControllers {
  const { hub, brewery, store, broadcast, log, numbers } = parts
  const inTurn = createTurns()
  let cancel: Cancel = () => {}
  const vessels = () => brewery.configuration.plan.vessels.flatMap(vessel => shownAs(vessel, numbers.of(vessel.id)))
  const all = async () => [...vessels(), ...(await store.controllers.all()).map(inOrder)]

  async function get(id: number): Promise<IoController> {
    const controller = (await all()).find(one => one.id === id)
    if (!controller) throw new Fault('not-found', `there is no controller ${id}`)
    return controller
  }

  const vesselOf = (id: number): Vessel | undefined =>
    brewery.configuration.plan.vessels.find(vessel => firstVessel + (numbers.of(vessel.id) ?? Number.NaN) === id)

  async function announce({ event, id, item }: Change): Promise<void> {
    if (event === 'created') await numbers.learn()
    const number = numbers.of(id)
    if (number === undefined) return
    if (event === 'deleted') {
      broadcast.tell('_iocontrollers', { eventType: 'delete', controllerId: String(firstVessel + number) })
      return
    }
    const [controller] = shownAs(item as Vessel, number)
    broadcast.tell('_iocontrollers', { eventType: event === 'created' ? 'create' : 'update', controller })
  }

  function hear({ data }: Message): void {
    inTurn(() => announce(data as unknown as Change)).catch(error =>
      log('error', 'classic', `a change of vessels was not told: ${error.message}`),
    )
  }

  return {
    async open() {
      await numbers.learn()
      cancel = hub.subscribe('configuration.vessels', hear)
    },
    close: () => cancel(),
    all: () => inTurn(all),
    get: id => inTurn(() => get(id)),
    create: body =>
      inTurn(async () => {
        const { name = 'New Controller', ...asked } = parse(IoControllerBody, body, 'controller')
        const blank = { address: null, port: null, socket: null }
        const controller = inOrder(await store.controllers.create({ ...blank, ...asked, name }))
        broadcast.tell('_iocontrollers', { eventType: 'create', controller })
      }),
    update: (id, body) =>
      inTurn(async () => {
        const asked = parse(IoControllerBody, body, 'controller')
        const vessel = vesselOf(id)
        if (vessel) {
          const { version, ...rest } = vessel
          await brewery.configuration.update('vessels', { ...rest, name: asked.name ?? vessel.name }, version)
          return
        }
        const controller = inOrder({ ...(await get(id)), ...asked })
        await store.controllers.update(controller)
        broadcast.tell('_iocontrollers', { eventType: 'update', controller })
      }),
    remove: id =>
      inTurn(async () => {
        const vessel = vesselOf(id)
        if (vessel) throw new Fault('conflict', `${vessel.name} is a vessel: delete it on the page IO`)
        await store.controllers.remove(id)
        broadcast.tell('_iocontrollers', { eventType: 'delete', controllerId: String(id) })
      }),
  }
}

/** A vessel has nothing that a bridge could ask. */
function shownAs({ name }: Vessel, number: number | undefined): IoController[] {
  return number === undefined ? [] : [{ id: firstVessel + number, name, address: null, port: null, socket: null }]
}

/** The original's order of keys. */
function inOrder({ id, name, address, port, socket }: IoController): IoController {
  return { id, name, address, port, socket }
}
