/** One of the sixteen posts of a data simulation: what a chamber or mash tun would say. Temperatures in °C. */
export interface Post {
  vessel: string
  profile: string
  step: string
  processValue: number
  setPoint: number
  air?: number
  output: number
  activity: 'heating' | 'cooling' | 'resting'
}

/** How many posts a simulation makes, and how far apart, ms. */
export const posts = 16
export const postEvery = 1200

const tenth = (value: number) => Math.round(value * 10) / 10

const rests = [
  { step: 'Mash in', setPoint: 45 },
  { step: 'Protein rest', setPoint: 52 },
  { step: 'Saccharification', setPoint: 66 },
  { step: 'Mash out', setPoint: 76 },
]

/** A mash in four rests, heated at full power until half a degree before each. */
export function mash(): Post[] {
  let temperature = 41.5
  return Array.from({ length: posts }, (_, n) => {
    const { step, setPoint } = rests[Math.floor((n * rests.length) / posts)]!
    const missing = setPoint - temperature
    temperature += missing * 0.55
    const output = Math.round(Math.max(0, Math.min(100, missing * 25)))
    const activity = output > 0 ? 'heating' : 'resting'
    return {
      vessel: 'Mash tun',
      profile: 'Step mash',
      step,
      processValue: tenth(temperature),
      setPoint,
      output,
      activity,
    }
  })
}

/** A fermentation chamber: the air is cooled in strokes, the beer follows slowly. */
function chamber(vessel: string, profile: string, from: number, to: number): Post[] {
  let beer = from
  let air = from - 0.5
  return Array.from({ length: posts }, (_, n) => {
    const setPoint = tenth(Math.max(to, from - 0.3 - n * 0.15))
    const cools = beer > setPoint && n % 5 < 3
    air += cools ? (setPoint - 6 - air) * 0.4 : (beer - air) * 0.5
    beer += (air - beer) * 0.06
    const activity = cools ? 'cooling' : 'resting'
    const step = n < 12 ? 'Primary' : 'Diacetyl rest'
    const values = { processValue: tenth(beer), setPoint, air: tenth(air), output: cools ? -100 : 0 }
    return { vessel, profile, step, ...values, activity }
  })
}

/** An ale at the end of its second day. */
export const ale = (): Post[] => chamber('Ale Chamber', 'Ale', 19.4, 18)

/** A lager on its way down. */
export const lager = (): Post[] => chamber('Lager Chamber', 'Lager', 12.6, 9)
