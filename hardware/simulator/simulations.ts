import type { Board } from '../../data/model/board.ts'
import type { Clock, Id } from '../../data/model/units.ts'
import type { Link } from '../boards/link.ts'
import { portLink } from '../boards/port.ts'
import { type SimulatedBrewery, simulatedBrewery } from './brewery.ts'

/** The simulated breweries of the house, one for each simulated board. */
export interface Simulations {
  /** The way to a simulated board; its brewery is built when it is first asked for, and lives on when it is let go. */
  connect(board: Board): Link
  /** The brewery behind a board; undefined while there is none. */
  of(board: Id): SimulatedBrewery | undefined
  /** Ends the breweries of all other boards. */
  keep(boards: readonly Id[]): void
  close(): void
}

/** None yet. */
export function createSimulations(clock: Clock): Simulations {
  const breweries = new Map<Id, SimulatedBrewery>()
  const keep = (boards: readonly Id[]) => {
    for (const [id, brewery] of breweries) {
      if (boards.includes(id)) continue
      brewery.close()
      breweries.delete(id)
    }
  }
  return {
    connect({ id }) {
      const brewery = breweries.get(id) ?? simulatedBrewery({ clock })
      breweries.set(id, brewery)
      return portLink(
        () => brewery.connect(),
        clock,
        async () => 'its port is not there: is the board plugged in?',
      )
    },
    of: board => breweries.get(board),
    keep,
    close: () => keep([]),
  }
}
