import type { BreweryFault, RelayName } from '../../data/model/simulation.ts'
import type { SimulatedBoard } from './board.ts'
import { relayNames, wiring } from './wiring.ts'

/** What the board asks of a relay and what its contact does. */
export interface RelayState {
  isDriven: boolean
  isClosed: boolean
}

/** All relays of the brewery, on their wires. */
export interface Relays {
  /** Share of the time since the last call that each contact was closed, 0–1; short pulses count exactly. */
  takeShares(faults: readonly BreweryFault[]): Record<RelayName, number>
  state(faults: readonly BreweryFault[]): Record<RelayName, RelayState>
}

const through = (relay: RelayName, driven: number, faults: readonly BreweryFault[]): number => {
  const fault = faults.findLast(fault => 'relay' in fault && fault.relay === relay)
  return fault?.kind === 'relay-welded' ? 1 : fault?.kind === 'relay-open' ? 0 : driven
}

const forEachRelay = <T>(make: (relay: RelayName) => T) =>
  Object.fromEntries(relayNames.map(relay => [relay, make(relay)])) as Record<RelayName, T>

/** Wires the relays to the board. */
export function wireRelays(board: SimulatedBoard): Relays {
  const meters = forEachRelay(relay => {
    const meter = { isOn: false, since: 0, onTime: 0 }
    board.watch(wiring[relay], drive => {
      if (meter.isOn) meter.onTime += board.milliseconds - meter.since
      meter.since = board.milliseconds
      meter.isOn = drive === 'high'
    })
    return meter
  })
  let takenAt = board.milliseconds

  return {
    takeShares(faults) {
      const now = board.milliseconds
      const span = now - takenAt
      takenAt = now
      return forEachRelay(relay => {
        const meter = meters[relay]
        const onTime = meter.onTime + (meter.isOn ? now - meter.since : 0)
        meter.onTime = 0
        meter.since = now
        return through(relay, span > 0 ? Math.min(1, onTime / span) : 0, faults)
      })
    },
    state: faults =>
      forEachRelay(relay => ({
        isDriven: meters[relay].isOn,
        isClosed: through(relay, meters[relay].isOn ? 1 : 0, faults) === 1,
      })),
  }
}
