import { fileURLToPath } from 'node:url'
import type { Middleware } from 'koa'
import type { Limits } from '../../../data/model/limits.ts'
import type { Clock } from '../../../data/model/units.ts'
import type { Store } from '../../../data/store.ts'
import type { Alarms } from '../../alarms.ts'
import type { Brewery } from '../../brewery.ts'
import type { HttpDoor } from '../../http/app.ts'
import type { Hub } from '../../hub.ts'
import type { Log } from '../../log.ts'
import type { Recorder } from '../../recorder.ts'
import type { Buckets } from '../../token-bucket.ts'
import type { Gateway } from '../gateway.ts'
import { createBroadcast } from './broadcast.ts'
import { createClassicControllers } from './controllers.ts'
import { createInward } from './inward.ts'
import { createOutward } from './outward.ts'
import { classicPages } from './pages.ts'
import { createClassicProfiles } from './profiles.ts'
import { classicPublish } from './publish.ts'
import { classicRest } from './rest.ts'
import { createClassicSettings } from './settings.ts'
import { createClassicSocket } from './socket.ts'
import { createVesselNumbers } from './vessel-numbers.ts'

/** What the door needs of the house. */
export interface ClassicParts {
  hub: Hub
  brewery: Pick<Brewery, 'configuration' | 'mode' | 'owns' | 'safety' | 'vessel'>
  alarms: Pick<Alarms, 'raise' | 'clear' | 'list' | 'acknowledgeAll'>
  store: Pick<Store, 'numbers' | 'controllers' | 'classic'>
  recorder: Pick<Recorder, 'keep'>
  clock: Clock
  log: Log
  limits: Limits
  buckets: Pick<Buckets, 'address'>
  /** The HTTP door that its `middleware` is part of; asked for when it is opened. */
  door: () => Pick<HttpDoor, 'upgrade'>
  /** Where the original's pages are, if anywhere. */
  folder?: string
}

const standardFolder = fileURLToPath(new URL('../../../data/classic-client/', import.meta.url))

/** The doors of the original Maelstrom: WebSocket, `/publish`, REST and pages. README.md beside this file tells all. */
export function classicGateway(parts: ClassicParts): Gateway & { middleware: Middleware[] } {
  const { hub, brewery, alarms, store, recorder, clock, log, limits, buckets, door, folder = standardFolder } = parts
  const scale = () => brewery.configuration.settings.unit
  const broadcast = createBroadcast()
  const acknowledge = async () => {
    outward.acknowledged()
    await alarms.acknowledgeAll('an old client')
  }
  const inward = createInward({ hub, brewery, alarms, clock, scale, acknowledge })
  const numbers = createVesselNumbers(store)
  const outward = createOutward({ hub, brewery, alarms, numbers, clock, log, broadcast, inward, scale })
  const profiles = createClassicProfiles({ hub, brewery, store, broadcast, log, scale })
  const controllers = createClassicControllers({ hub, brewery, store, broadcast, log, numbers })
  const settings = createClassicSettings({ hub, brewery, store, broadcast, log })
  const socket = createClassicSocket({ broadcast, clock, log, limits })

  return {
    name: 'classic',
    middleware: [
      ...classicPublish({ broadcast, inward, recorder, buckets, stopEverything: by => brewery.safety.stop(by) }),
      ...classicRest({ profiles, controllers, settings }),
      classicPages(folder),
    ],
    async open() {
      await Promise.all([profiles.open(), controllers.open(), settings.open(), outward.open()])
      // The house may have been killed just after.
      for (const { id } of alarms.list('acknowledged')) inward.acknowledged(id)
      door().upgrade('/socket', socket.take)
    },
    async close() {
      socket.close()
      for (const part of [outward, settings, controllers, profiles]) part.close()
    },
  }
}
