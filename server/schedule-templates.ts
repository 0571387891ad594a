import type { Scale } from '../data/model/degrees.ts'
import { ScheduleTemplate } from '../data/model/schedule.ts'
import { apart, degrees } from './control/words.ts'

const minute = 60
const day = 86_400

const at = (temperature: number, powerLimit?: number) => ({
  kind: 'temperature',
  temperature,
  ...(powerLimit ? { powerLimit } : {}),
})
const lasting = (seconds: number) => ({ conditions: [{ kind: 'time', seconds }] })
const rising = { kind: 'rate', rate: 1 }

const strike = { name: 'Heat the water', target: at(70), confirmEnd: 'Add the grain and stir, then confirm' }
const mashOut = { name: 'Mash out', target: at(78, 60), ramp: rising, until: lasting(10 * minute) }
const lauter = { confirmEnd: 'Lift the grain out and let it drain, then confirm' }

/** Schedules to begin with: temperatures and times of common practice, to be adapted to yeast and malt; described in `unit`. */
export function scheduleTemplates(unit: Scale): ScheduleTemplate[] {
  const warm = (celsius: number) => degrees(celsius, unit, 0)
  return [
    {
      id: 'single-infusion',
      name: 'Single infusion mash',
      kind: 'mash',
      description: `Strike water at ${warm(70)}, an hour at ${warm(67)}, mash out at ${warm(78)}.`,
      steps: [
        strike,
        {
          name: 'Saccharification',
          target: at(67, 60),
          tolerance: 1,
          until: lasting(60 * minute),
          additions: [{ text: 'Iodine test', at: 10 * minute }],
        },
        { ...mashOut, ...lauter },
      ],
    },
    {
      id: 'step-mash',
      name: 'Step mash',
      kind: 'mash',
      description: `Protein rest at ${warm(52)}, ${warm(63)}, ${warm(72)} and mash out at ${warm(78)}, ${apart(1, unit, 0)} a minute between.`,
      steps: [
        { ...strike, target: at(55) },
        { name: 'Protein rest', target: at(52, 60), tolerance: 1, until: lasting(15 * minute) },
        { name: 'Maltose rest', target: at(63, 60), ramp: rising, until: lasting(40 * minute) },
        {
          name: 'Saccharification',
          target: at(72, 60),
          ramp: rising,
          until: lasting(20 * minute),
          additions: [{ text: 'Iodine test', at: 5 * minute }],
        },
        { ...mashOut, ...lauter },
      ],
    },
    {
      id: 'boil-with-hops',
      name: 'Boil with hops',
      kind: 'mash',
      description: 'An hour at the boil with hops at 60, 15 and 5 minutes before its end.',
      steps: [
        {
          name: 'Boil',
          target: { kind: 'boil', power: 100 },
          tolerance: 2,
          until: lasting(60 * minute),
          additions: [
            { text: 'Add the bittering hops', at: 60 * minute },
            { text: 'Add hops and Irish moss', at: 15 * minute },
            { text: 'Add the aroma hops', at: 5 * minute },
          ],
        },
        { name: 'Flame out', target: { kind: 'rest' }, confirmEnd: 'Chill the wort, then confirm' },
      ],
    },
    {
      id: 'ale-by-gravity',
      name: 'Ale by gravity',
      kind: 'fermentation',
      description: `Ferment at ${warm(18)} to 60 % attenuation, diacetyl rest at ${warm(20)} until the gravity is stable, then crash.`,
      steps: [
        { name: 'Pitch', target: at(18), confirmStart: 'Pitch the yeast, then confirm' },
        {
          name: 'Ferment',
          target: at(18),
          until: {
            match: 'any',
            conditions: [
              { kind: 'attenuation', atLeast: 60 },
              { kind: 'time', seconds: 7 * day },
            ],
          },
        },
        {
          name: 'Diacetyl rest',
          target: at(20),
          ramp: { kind: 'duration', seconds: day },
          until: {
            match: 'all',
            conditions: [
              { kind: 'stable-gravity', seconds: 2 * day },
              { kind: 'time', seconds: 2 * day },
            ],
          },
        },
        { name: 'Cold crash', target: at(4), tolerance: 1, until: lasting(2 * day) },
      ],
    },
    {
      id: 'lager-by-gravity',
      name: 'Lager by gravity',
      kind: 'fermentation',
      description: `Ferment at ${warm(10)}, free rise to ${warm(16)} for the diacetyl rest, cool ${apart(2, unit, 0)} a day, lager four weeks at ${warm(1)}.`,
      steps: [
        { name: 'Pitch', target: at(10), confirmStart: 'Pitch the yeast, then confirm' },
        {
          name: 'Ferment',
          target: at(10),
          until: {
            match: 'any',
            conditions: [
              { kind: 'attenuation', atLeast: 65 },
              { kind: 'time', seconds: 14 * day },
            ],
          },
        },
        {
          name: 'Diacetyl rest',
          target: { kind: 'free-rise', maximum: 16 },
          until: {
            match: 'any',
            conditions: [
              { kind: 'stable-gravity', seconds: 2 * day },
              { kind: 'time', seconds: 6 * day },
            ],
          },
        },
        { name: 'Cool slowly', target: at(1), ramp: { kind: 'rate', rate: 2 / 1440 } },
        { name: 'Lager', target: at(1), tolerance: 1, until: lasting(28 * day) },
      ],
    },
  ].map(template => ScheduleTemplate.parse(template))
}
