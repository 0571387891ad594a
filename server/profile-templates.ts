import type { Scale } from '../data/model/degrees.ts'
import { ProfileTemplate } from '../data/model/profile.ts'
import { apart, degrees } from './control/words.ts'

const minute = 60
const day = 86_400

/** Profiles to begin with: temperatures and times of common practice, to be adapted to yeast and malt; described in `unit`. */
export function profileTemplates(unit: Scale): ProfileTemplate[] {
  const warm = (celsius: number) => degrees(celsius, unit, 0)
  return [
    {
      id: 'ale',
      name: 'Ale',
      description: `Ten days: ferment at ${warm(18)}, rise to ${warm(20)} to clean up, then cool for bottling.`,
      points: [
        { at: 0, temperature: 18 },
        { at: 4 * day, temperature: 18 },
        { at: 6 * day, temperature: 20, approach: 'ramp' },
        { at: 9 * day, temperature: 20 },
        { at: 10 * day, temperature: 4, approach: 'ramp' },
      ],
      events: [
        { at: 0, text: 'Pitch the yeast' },
        { at: 5 * day, text: 'Add dry hops, if any' },
        { at: 9 * day, text: 'Measure the gravity: cool only when it has been the same for two days' },
      ],
    },
    {
      id: 'lager',
      name: 'Lager',
      description: `Six weeks: ferment at ${warm(10)}, diacetyl rest at ${warm(16)}, cool ${apart(2, unit, 0)} a day, lager at ${warm(1)}.`,
      points: [
        { at: 0, temperature: 10 },
        { at: 8 * day, temperature: 10 },
        { at: 10 * day, temperature: 16, approach: 'ramp' },
        { at: 13 * day, temperature: 16 },
        { at: 20.5 * day, temperature: 1, approach: 'ramp' },
        { at: 42 * day, temperature: 1 },
      ],
      events: [
        { at: 0, text: 'Pitch the yeast' },
        { at: 12 * day, text: 'Taste for diacetyl: leave it this warm if it tastes of butter' },
        { at: 42 * day, text: 'Lagering is done: keg or bottle' },
      ],
    },
    {
      id: 'single-infusion',
      name: 'Single infusion mash',
      description: `An hour at ${warm(67)}, then mash out at ${warm(78)}.`,
      points: [
        { at: 0, temperature: 67 },
        { at: 60 * minute, temperature: 67 },
        { at: 71 * minute, temperature: 78, approach: 'ramp' },
      ],
      events: [
        { at: 0, text: 'Mash in' },
        { at: 50 * minute, text: 'Iodine test' },
        { at: 81 * minute, text: 'Mash out is done: lauter' },
      ],
    },
    {
      id: 'step-mash',
      name: 'Step mash',
      description: `Protein rest at ${warm(52)}, ${warm(63)}, ${warm(72)} and mash out at ${warm(78)}, ${apart(1, unit, 0)} a minute between.`,
      points: [
        { at: 0, temperature: 52 },
        { at: 15 * minute, temperature: 52 },
        { at: 26 * minute, temperature: 63, approach: 'ramp' },
        { at: 66 * minute, temperature: 63 },
        { at: 75 * minute, temperature: 72, approach: 'ramp' },
        { at: 95 * minute, temperature: 72 },
        { at: 101 * minute, temperature: 78, approach: 'ramp' },
      ],
      events: [
        { at: 0, text: 'Mash in' },
        { at: 85 * minute, text: 'Iodine test' },
        { at: 111 * minute, text: 'Mash out is done: lauter' },
      ],
    },
  ].map(template => ProfileTemplate.parse(template))
}
