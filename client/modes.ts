import type { Profile } from '../data/model/profile.ts'
import type { Mode, Vessel, VesselState } from '../data/model/vessel.ts'
import { degrees, percent, type Unit } from './format.ts'

/** The next number up or down on a grid of `step`. */
export function stepFrom(value: number, step: number, direction: 1 | -1): number {
  const place = value / step
  const next = direction > 0 ? Math.floor(place + 1e-6) + 1 : Math.ceil(place - 1e-6) - 1
  return next * step
}

/** The set point a vessel begins with when it is told to hold a temperature: the one it had, else what it measures. */
export function firstSetPoint(vessel: Pick<Vessel, 'range'>, state: Pick<VesselState, 'setPoint' | 'processValue'>) {
  return within(vessel.range, state.setPoint ?? Math.round((state.processValue ?? 20) * 2) / 2)
}

/** A temperature, or the limit that it is beyond: in °F a limit may be typed that is 0.02 °C beyond itself. */
export const within = ({ minimum, maximum }: Vessel['range'], celsius: number): number =>
  Math.min(maximum, Math.max(minimum, celsius))

/** A set point that is held. */
export type Constant = Extract<Mode, { kind: 'constant' }>

/** A set point to hold; a limit of power that is in force stays. */
export const constant = (before: Mode, setPoint: number): Constant => ({
  kind: 'constant',
  setPoint,
  ...('powerLimit' in before && before.powerLimit !== undefined ? { powerLimit: before.powerLimit } : {}),
})

/** The same with a limit of power, percent; 100 is none. */
export const limited = ({ kind, setPoint }: Constant, powerLimit: number): Constant =>
  powerLimit < 100 ? { kind, setPoint, powerLimit } : { kind, setPoint }

/** Whether a mode is what was asked for. */
export const isSame = (mode: Mode, asked: Constant | undefined): boolean =>
  mode.kind === 'constant' && mode.setPoint === asked?.setPoint && mode.powerLimit === asked.powerLimit

/** Whether a mode is still the one that was set: where a profile or schedule is by now does not matter. */
export function isStill(mode: Mode, set: Mode): boolean {
  switch (set.kind) {
    case 'off':
      return mode.kind === 'off'
    case 'manual':
      return mode.kind === 'manual' && mode.output === set.output
    case 'constant':
      return isSame(mode, set)
    case 'boil':
      return mode.kind === 'boil' && mode.power === set.power
    case 'profile':
      return mode.kind === 'profile' && mode.profile === set.profile
    case 'schedule':
      return mode.kind === 'schedule' && mode.schedule === set.schedule
  }
}

/** Whether boiling is offered: something that may get hot, with a heater. */
export const canBoil = ({ heater, kind, range }: Pick<Vessel, 'heater' | 'kind' | 'range'>): boolean =>
  heater !== null && kind !== 'fermenter' && range.maximum >= 90

/** How far manual output may go: cooling is negative. */
export const manualBounds = ({ heater, cooler }: Pick<Vessel, 'heater' | 'cooler'>) => ({
  minimum: cooler === null ? 0 : -100,
  maximum: heater === null ? 0 : 100,
})

/** Whether going from one mode to another heats by hand more than before, which people confirm. */
export const heatsMore = (from: Mode, output: number): boolean =>
  output > 0 && (from.kind !== 'manual' || output > from.output)

/** What a manual output does: `Heat at 40 %`. */
export function manualWords(output: number): string {
  if (output === 0) return `Rest at ${percent(0)}`
  return `${output > 0 ? 'Heat' : 'Cool'} at ${percent(output)}`
}

/** What was done, once a mode is set. */
export function doneWords(mode: Mode, profiles: Pick<Profile, 'id' | 'name'>[], unit: Unit): string {
  switch (mode.kind) {
    case 'off':
      return 'switched off'
    case 'manual':
      return mode.output === 0
        ? 'rests, by hand'
        : `${mode.output > 0 ? 'heats' : 'cools'} at ${percent(mode.output)}, by hand`
    case 'boil':
      return `boils at ${percent(mode.power)}`
    case 'constant':
      return `set point ${degrees(mode.setPoint, unit)}${mode.powerLimit === undefined ? '' : `, with ${percent(mode.powerLimit)} at most`}`
    case 'profile':
      return `follows profile “${profiles.find(({ id }) => id === mode.profile)?.name ?? mode.profile}”`
    case 'schedule':
      return 'works through its schedule'
  }
}
