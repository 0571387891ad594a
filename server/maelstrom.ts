import type { Clock } from '../data/model/units.ts'
import { openStore } from '../data/open.ts'
import { openDevices } from '../hardware/devices.ts'
import { createSimulations, type Simulations } from '../hardware/simulator/simulations.ts'
import { createAlarms } from './alarms.ts'
import { createAnnouncer } from './announcer.ts'
import { Brewery } from './brewery.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { type Change, loadConfiguration } from './configuration.ts'
import { storeDemo } from './demo.ts'
import { createProfileRuns } from './following.ts'
import { browserGateway } from './gateways/browser.ts'
import { apiRouter } from './http/api.ts'
import { createHttpDoor } from './http/app.ts'
import { pages } from './http/pages.ts'
import { apiRoutes } from './http/routes.ts'
import { createHub } from './hub.ts'
import { createLog } from './log.ts'
import { createRecorder } from './recorder.ts'
import { connectSerialPort } from './serial-port.ts'

/** A house that is open for service. */
export interface Maelstrom {
  /** Where the pages, REST and WebSocket are. */
  readonly url: string
  readonly brewery: Brewery
  readonly simulations: Simulations
  /** Puts the outputs to rest, then closes everything. */
  close(): Promise<void>
}

/** Sequence numbers of one run stay below this: a run's begin where no earlier one got to. */
const messagesPerRun = 1_000_000_000

/** Builds the house and opens it. Fails with a `Fault`, and then leaves nothing open. */
export async function openMaelstrom(
  config: Config,
  clock: Clock = systemClock,
  print?: (line: string) => void,
): Promise<Maelstrom> {
  const closing: (() => Promise<void>)[] = []
  try {
    const store = await openStore({ database: config.database, now: () => clock.now() })
    closing.unshift(() => store.close())

    const hub = createHub({
      clock,
      firstSequence: store.run * messagesPerRun,
      failed: error => log('error', 'hub', String((error as Error).stack ?? error)),
    })
    const log = createLog({ clock, publish: entry => hub.publish('logs', entry), ...(print ? { print } : {}) })
    const alarms = createAlarms(clock, alarm => hub.publish('alarms', alarm))
    const simulations = createSimulations(clock)
    closing.unshift(async () => simulations.close())
    const devices = openDevices({ clock, log, simulated: simulations.connect })

    if (config.demo && store.run === 0) await storeDemo(store, clock.now())
    const changed = ({ kind, ...change }: Change) => {
      brewery.reconfigure()
      hub.publish(`configuration.${kind}`, change)
    }
    const configuration = await loadConfiguration(store, board => devices.board(board)?.pins ?? [], changed)
    const announcer = createAnnouncer({ clock, hub, log, store, configuration })
    const brewery = new Brewery({ clock, hub, log, alarms, devices, store: announcer.store, configuration })
    const recorder = createRecorder({
      clock,
      hub,
      store,
      alarms,
      settings: () => configuration.settings,
      owns: name => brewery.owns(name),
    })
    if (config.serialPort) await connectSerialPort(configuration, config.serialPort)
    recorder.open()
    closing.unshift(() => recorder.close())
    await brewery.open()
    announcer.open()
    closing.unshift(() => brewery.close(), announcer.close)

    const runs = createProfileRuns({ brewery, clock })
    const routes = apiRoutes({ brewery, devices, alarms, store, recorder, hub, clock, runs })
    const door = createHttpDoor({ host: config.host, log, middleware: [...apiRouter(routes), pages] })
    const gateways = [browserGateway({ hub, brewery, clock, log, door })]
    for (const gateway of gateways) await gateway.open()
    // All at once: HTTP would wait for ever for web sockets that are still open.
    closing.unshift(async () => void (await Promise.all([...gateways, door].map(one => one.close()))))
    const url = await door.listen(config.port, config.host)
    log('info', 'maelstrom', `open at ${url}`)
    return { url, brewery, simulations, close: () => inTurn(closing) }
  } catch (error) {
    await inTurn(closing)
    throw error
  }
}

async function inTurn(steps: (() => Promise<void>)[]): Promise<void> {
  for (const step of steps.splice(0)) await step()
}
