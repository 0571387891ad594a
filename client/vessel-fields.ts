import type { Actuator } from '../data/model/actuator.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { Vessel } from '../data/model/vessel.ts'
import type { Brewery } from './brewery.ts'
import { type Choice, type Draft, type Field, longest, nameField } from './fields.ts'
import { apart } from './format.ts'
import { held, tunings, usual, vesselKinds } from './vessel-choices.ts'

const tunedBy = (kind: string) => (draft: Draft) => (draft.tuning as { kind: string }).kind === kind
const pid = tunedBy('pid')
const hysteresis = tunedBy('hysteresis')
const chamber = tunedBy('chamber')
const celsius = { kind: 'temperature', least: -60, most: 200 } as const
const seconds = { kind: 'number', unit: 's', least: 0, most: longest } as const

/** Fields of a vessel. What another vessel uses can be chosen too: several may be in one chamber. */
export function vesselFields({ sensors, actuators, vessels }: Brewery, id: string | undefined): Field[] {
  const others = vessels.filter(vessel => vessel.id !== id)
  const thermometers = named(sensors.filter(sensor => sensor.driver.kind !== 'digital' && !isHydrometer(sensor)))
  const hydrometers = named(sensors.filter(isHydrometer))
  return [
    nameField,
    // Only while it is put together: a vessel in service keeps its control and range.
    { pointer: '/kind', label: 'Kind', kind: 'choice', choices: vesselKinds, ...(id ? {} : { brings: usual }) },
    { pointer: '/sensor', label: 'Thermometer', kind: 'choice', nullable: true, choices: thermometers },
    choiceOf('heater', 'Heater', actuators, others),
    choiceOf('cooler', 'Cooler', actuators, others),
    {
      pointer: '/priority',
      label: 'Priority in a chamber that it shares',
      kind: 'number',
      nullable: true,
      least: 1,
      most: 99,
      hint: 'Empty: it shares none. Of vessels with the same heater or cooler that are not off, the one with the lowest number decides; each needs a number of its own.',
    },
    {
      pointer: '/gravity',
      label: 'Hydrometer',
      kind: 'choice',
      nullable: true,
      choices: hydrometers,
      hint: 'A sensor that hears a channel and shows the specific gravity: for steps that wait for it.',
    },
    {
      pointer: '/level',
      label: 'Level switch',
      kind: 'choice',
      nullable: true,
      choices: named(sensors.filter(({ driver }) => driver.kind === 'digital')),
      hint: 'Closed under water. While it is open, and for five seconds after, the heater stays off.',
      shown: ({ heater }) => heater !== null,
    },
    {
      pointer: '/volume',
      label: 'Holds',
      kind: 'number',
      unit: 'L',
      nullable: true,
      least: 0.1,
      most: 100_000,
      hint: 'With it, and the power of its heater, safety knows sooner when something is wrong.',
    },
    { pointer: '/range/minimum', label: 'Lowest set point', ...celsius },
    { pointer: '/range/maximum', label: 'Highest set point', ...celsius },
    {
      pointer: '/limits/minimum',
      label: 'Cooling is cut off below',
      ...celsius,
      nullable: true,
      hint: unit => `Empty: ${apart(2, unit)} below the lowest set point.`,
    },
    {
      pointer: '/limits/maximum',
      label: 'Heating is cut off above',
      ...celsius,
      nullable: true,
      hint: unit => `Empty: ${apart(10, unit)} above the highest set point.`,
    },
    { pointer: '/tuning/kind', label: 'Control', kind: 'choice', choices: tunings },
    { pointer: '/tuning/holds', label: 'Its thermometer measures', kind: 'choice', choices: held, shown: chamber },
    {
      pointer: '/air',
      label: 'Thermometer of the air or jacket around it',
      kind: 'choice',
      nullable: true,
      choices: thermometers,
      shown: chamber,
    },
    {
      pointer: '/tuning/gain',
      label: 'Gain',
      kind: 'number',
      unit: '% per °C',
      least: 0,
      most: 10_000,
      hint: 'Autotune on the page of the vessel finds these three.',
      shown: pid,
    },
    { pointer: '/tuning/integralTime', label: 'Integral time', ...seconds, hint: '0: none.', shown: pid },
    { pointer: '/tuning/derivativeTime', label: 'Derivative time', ...seconds, hint: '0: none.', shown: pid },
    {
      pointer: '/tuning/deadband',
      label: 'Goes past the set point by',
      kind: 'difference',
      least: 0.05,
      most: 10,
      shown: hysteresis,
    },
    {
      pointer: '/changeover',
      label: 'Rest between heating and cooling',
      ...seconds,
      shown: ({ heater, cooler }) => heater !== null && cooler !== null,
    },
  ]
}

/** Actuators for a use, each with who else uses it. */
function choiceOf(
  use: 'heater' | 'cooler',
  label: string,
  actuators: readonly Actuator[],
  others: readonly Vessel[],
): Field {
  const shared = ({ id, name }: Actuator) => {
    const users = others.filter(vessel => vessel[use] === id).map(vessel => vessel.name)
    return { id, name: users.length > 0 ? `${name} (also of ${users.join(', ')})` : name }
  }
  const choices = named(actuators.filter(one => one.use === use).map(shared))
  return { pointer: `/${use}`, label, kind: 'choice', nullable: true, choices }
}

const named = (things: readonly { id: string; name: string }[]): Choice[] => [
  { value: '', text: 'None' },
  ...things.map(({ id, name }) => ({ value: id, text: name })),
]

const isHydrometer = ({ driver }: Sensor) => driver.kind === 'channel' && driver.unit === 'none'

/** A vessel nobody has described yet. */
export const freshVessel: Draft = {
  name: '',
  kind: 'fermenter',
  sensor: null,
  air: null,
  gravity: null,
  level: null,
  heater: null,
  cooler: null,
  priority: null,
  changeover: 600,
  ...usual.fermenter,
  volume: null,
}
