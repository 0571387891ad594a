import { type IoController, IoControllerBody } from '../../../data/model/classic.ts'
import { Fault } from '../../../data/model/fault.ts'
import type { Store } from '../../../data/store.ts'
import { parse } from '../../http/problem.ts'
import type { Broadcast } from './broadcast.ts'
import { createTurns } from './turns.ts'

/** The BrewPi controllers, as the original's clients and its bridge know them. */
export interface ClassicControllers {
  all(): Promise<IoController[]>
  /** This and the others fail with `not-found`. */
  get(id: number): Promise<IoController>
  /** Fails with `invalid`. */
  create(body: unknown): Promise<void>
  update(id: number, body: unknown): Promise<void>
  remove(id: number): Promise<void>
}

/** They tell old clients of every change. */
export function createClassicControllers(parts: {
  store: Pick<Store, 'controllers'>
  broadcast: Broadcast
}): ClassicControllers {
  const { store, broadcast } = parts
  const inTurn = createTurns()
  const all = async () => (await store.controllers.all()).map(inOrder)

  async function get(id: number): Promise<IoController> {
    const controller = (await all()).find(one => one.id === id)
    if (!controller) throw new Fault('not-found', `there is no controller ${id}`)
    return controller
  }

  return {
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
        const controller = inOrder({ ...(await get(id)), ...parse(IoControllerBody, body, 'controller') })
        await store.controllers.update(controller)
        broadcast.tell('_iocontrollers', { eventType: 'update', controller })
      }),
    remove: id =>
      inTurn(async () => {
        await store.controllers.remove(id)
        broadcast.tell('_iocontrollers', { eventType: 'delete', controllerId: String(id) })
      }),
  }
}

/** The original's order of keys. */
function inOrder({ id, name, address, port, socket }: IoController): IoController {
  return { id, name, address, port, socket }
}
