import { fridgeFermenter } from '../../../hardware/simulator/plants/fermenter.ts'
import { seededRandom } from '../../../hardware/simulator/random.ts'
import { Scenario, type ScenarioBody } from './scenario.ts'

const hour = 3600

/**
 * A brewery nobody imagined: masses × 0.5–2, losses × 0.5–3, powers × 0.5–1.5, conductances × 0.7–1.4, sensors that lag by 5–120 s,
 * are up to 30 s late and have up to 0.05 °C of noise. The same seed gives the same brewery.
 * @param like what is controlled how, and what is asked of it
 */
export function someBrewery(seed: number, like: ScenarioBody): Scenario {
  const random = seededRandom(seed)
  const between = (low: number, high: number) => low + (high - low) * random.uniform()
  /** Halves are as likely as doubles. */
  const times = (low: number, high: number) => Math.exp(between(Math.log(low), Math.log(high)))
  const p = fridgeFermenter
  const parameters = {
    beerCapacity: p.beerCapacity * times(0.5, 2),
    airCapacity: p.airCapacity * times(0.5, 2),
    wallCapacity: p.wallCapacity * times(0.5, 2),
    heaterCapacity: p.heaterCapacity * times(0.5, 2),
    roomAir: p.roomAir * times(0.5, 3),
    roomWall: p.roomWall * times(0.5, 3),
    airBeer: p.airBeer * times(0.7, 1.4),
    wallAir: p.wallAir * times(0.7, 1.4),
    heaterAir: p.heaterAir * times(0.7, 1.4),
    heaterPower: p.heaterPower * times(0.5, 1.5),
    compressorPower: p.compressorPower * times(0.5, 1.5),
    beerLag: times(5, 120),
    airLag: times(5, 120),
    fermentationEnergy: random.uniform() < 0.5 ? 0 : between(0, 1.5e6),
  }
  const sensor = { noise: between(0.005, 0.05), delay: between(0, 30) }
  const { air } = like.sensors
  return Scenario.parse({
    ...like,
    name: `${like.name}-${seed}`,
    seed,
    plant: { kind: 'fermenter', start: 20, parameters },
    room: { mean: between(14, 24), swing: between(0, 4) },
    sensors: { vessel: sensor, ...(air ? { air: sensor } : {}) },
    gates: {},
  })
}

/** Two hours of rest, down by 6 °C, up by 3 °C, and a day and a half to settle. */
export const wander = (like: ScenarioBody): ScenarioBody => ({
  ...like,
  program: [
    { at: 0, setPoint: 20 },
    { at: 2 * hour, setPoint: 14 },
    { at: 30 * hour, setPoint: 17 },
  ],
})
