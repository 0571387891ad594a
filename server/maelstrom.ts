import type { Alarm } from '../data/model/alarm.ts'
import type { Clock } from '../data/model/units.ts'
import { openStore } from '../data/open.ts'
import { openDevices } from '../hardware/devices.ts'
import { createSimulations, type Simulations } from '../hardware/simulator/simulations.ts'
import type { Brewery } from './brewery.ts'
import { createBrewhouse } from './brewhouse.ts'
import { createChannelSensors } from './channel-sensors.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { type Change, loadConfiguration } from './configuration.ts'
import { storeDemo } from './demo.ts'
import { openDoors } from './doors.ts'
import { elasticClock } from './elastic-clock.ts'
import { createForesight } from './foresight.ts'
import { createHub } from './hub.ts'
import { createLog } from './log.ts'
import { openAlarms } from './open-alarms.ts'
import { openRecords } from './records.ts'
import { connectSerialPort } from './serial-port.ts'
import { createWorkbench } from './workbench.ts'

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

/** Builds the house and opens it; it asks for a `restart` when another database lies ready, or time has to go back. Fails with a `Fault`, and then leaves nothing open. */
export async function openMaelstrom(
  config: Config,
  wall: Clock = systemClock,
  print?: (line: string) => void,
  restart: () => void = () => {},
): Promise<Maelstrom> {
  const clock = elasticClock(wall)
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
    const publish = (alarm: Alarm) => void hub.publish('alarms', alarm)
    const { alarms, watch, close } = await openAlarms({ clock, log, store, publish })
    closing.unshift(close)
    const simulations = createSimulations(clock)
    const devices = openDevices({ clock, log, simulated: simulations.connect })

    if (config.demo && store.run === 0) await storeDemo(store, clock.now())
    const changed = ({ kind, ...change }: Change) => {
      brewery.reconfigure()
      channelSensors.configure(configuration.plan.sensors)
      hub.publish(`configuration.${kind}`, change)
    }
    const configuration = await loadConfiguration(store, board => devices.board(board)?.pins ?? [], changed)
    const brewhouse = createBrewhouse({ clock, hub, log, alarms, watch, devices, store, configuration })
    const { brewery } = brewhouse
    const channelSensors = createChannelSensors({ hub, clock, observe: reading => brewery.observe(reading) })
    if (config.serialPort) await connectSerialPort(configuration, config.serialPort)
    const workbench = createWorkbench({ wall, clock, hub, log, store, configuration, simulations, restart })
    await workbench.open()
    closing.unshift(async () => workbench.close())
    const records = openRecords({ clock, wall, hub, log, store, alarms, brewery, restart })
    closing.unshift(records.close)
    await brewhouse.open()
    closing.unshift(brewhouse.close, channelSensors.close)
    channelSensors.configure(configuration.plan.sensors)

    // Doors tell the house's time at the world's pace: peers answer no faster.
    const clockOfDoors = { ...wall, now: clock.now }
    const foresight = createForesight({ brewery, clock })
    const parts = { config, hub, log, store, devices, alarms, workbench, foresight }
    const doors = await openDoors({ ...parts, ...brewhouse, ...records, clock: clockOfDoors })
    closing.unshift(doors.close)
    log('info', 'maelstrom', `open at ${doors.url}`)
    return { url: doors.url, brewery, simulations, close: () => inTurn(closing) }
  } catch (error) {
    await inTurn(closing)
    throw error
  }
}

async function inTurn(steps: (() => Promise<void>)[]): Promise<void> {
  for (const step of steps.splice(0)) await step()
}
