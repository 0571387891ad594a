import { fromCelsius, type Scale } from '../../../data/model/degrees.ts'
import type { Instant } from '../../../data/model/units.ts'
import type { VesselState } from '../../../data/model/vessel.ts'

/** Vessels count from here, so that none is taken for a BrewPi controller. */
export const firstVessel = 1000

/** Characters of a line of a BrewPi's display. */
const lineLength = 20

/** A vessel as the original's clients show a BrewPi; `since` is how long, in ms, it has been doing what it does. */
export function vesselPayload(
  vessel: { number: number; name: string; profile: string | undefined },
  state: VesselState,
  scale: Scale,
  time: { now: Instant; since: number },
): object {
  const shown = (celsius: number | null) => (celsius === null ? null : Number(fromCelsius(celsius, scale).toFixed(1)))
  const beer = state.quality === 'good' ? shown(state.processValue) : null
  return {
    controllerId: firstVessel + vessel.number,
    controllerName: vessel.name,
    fridge: '--.-',
    fridgeSet: null,
    beer: beer?.toFixed(1) ?? '--.-',
    beerSet: shown(state.setPoint),
    room: '--.-',
    status: statusLine(state, time),
    ...(state.mode.kind === 'profile' ? { profile: vessel.profile ?? state.mode.profile } : {}),
  }
}

/** The last line of a BrewPi's display: what it does, and for how long or how much longer. */
export function statusLine(
  { activity, demand, waits }: Pick<VesselState, 'activity' | 'demand' | 'waits'>,
  { now, since }: { now: Instant; since: number },
): string {
  switch (activity) {
    case 'off':
      return 'Temp. control OFF'
    case 'heating':
      return line('Heating for', since)
    case 'cooling':
      return line('Cooling for', since)
    case 'resting':
      return line('Idling for', since)
    case 'fault':
      return line('Fault for', since)
    case 'waiting': {
      const ends = waits.flatMap(({ until }) => until ?? [])
      const left = ends.length > 0 ? Math.max(0, Math.max(...ends) - now) : null
      return line(demand < 0 ? 'Wait to Cool' : 'Wait to Heat', left)
    }
  }
}

/** Words at the left, time at the right: `Idling for  11h02m02`. */
function line(words: string, ms: number | null): string {
  if (ms === null) return words
  const seconds = Math.floor(ms / 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  const time = `${Math.floor(seconds / 3600)}h${two(Math.floor(seconds / 60) % 60)}m${two(seconds % 60)}`
  return words + time.padStart(Math.max(lineLength - words.length, time.length + 1))
}
