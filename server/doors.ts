import { standardLimits } from '../data/model/limits.ts'
import type { Clock } from '../data/model/units.ts'
import type { Store } from '../data/store.ts'
import type { Devices } from '../hardware/device.ts'
import type { Alarms } from './alarms.ts'
import type { Backups } from './backups.ts'
import type { Brewhouse } from './brewhouse.ts'
import type { Config } from './config.ts'
import { createDemo } from './demo.ts'
import type { Foresight } from './foresight.ts'
import { browserGateway } from './gateways/browser.ts'
import { classicGateway } from './gateways/classic/gateway.ts'
import { apiRouter } from './http/api.ts'
import { createHttpDoor } from './http/app.ts'
import { pages } from './http/pages.ts'
import { apiRoutes } from './http/routes.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import { createPublishing } from './publishing.ts'
import type { Recorder } from './recorder.ts'
import { createBuckets } from './token-bucket.ts'
import type { Workbench } from './workbench.ts'

/** What the doors open onto. */
export interface DoorParts extends Omit<Brewhouse, 'open' | 'close'> {
  config: Config
  clock: Clock
  hub: Hub
  log: Log
  store: Store
  devices: Devices
  alarms: Alarms
  recorder: Recorder
  backups: Backups
  workbench: Workbench
  foresight: Foresight
}

/** Opens every door of the house. Fails with `unavailable` when the port is taken, and then leaves none open. */
export async function openDoors(house: DoorParts): Promise<{ url: string; close(): Promise<void> }> {
  const { config, log, clock } = house
  const { limits = standardLimits } = config
  const demo = createDemo({ ...house, flush: house.recorder.flush })
  const buckets = createBuckets(clock, limits)
  const parts = { ...house, limits, demo, publishing: createPublishing(house), buckets }
  const classic = classicGateway({ ...parts, door: () => door })
  const middleware = [...apiRouter(apiRoutes(parts)), ...classic.middleware, pages]
  const door = createHttpDoor({ host: config.host, log, middleware, connections: limits.connectionsPerAddress })
  const gateways = [browserGateway({ ...parts, door }), classic]
  // All at once: HTTP would wait for ever for web sockets that are still open.
  const close = async () => void (await Promise.all([...gateways, door].map(one => one.close())))
  try {
    for (const gateway of gateways) await gateway.open()
    return { url: await door.listen(config.port, config.host), close }
  } catch (error) {
    await close()
    throw error
  }
}
