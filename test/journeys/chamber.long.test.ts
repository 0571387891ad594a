import { restingFermenter } from '../../hardware/simulator/plants/fermenter.ts'
import { fermenters } from '../bench/control/fermenters.ts'
import { run } from '../bench/control/rig.ts'
import { cleanUp, openHouse } from './house.ts'

afterEach(cleanUp)

test('a chamber cools its beer through the firmware as it does on the bench', async () => {
  const house = await openHouse()
  const plants = house.simulations.of('arduino')!
  // Long after its fermentation.
  plants.set({ fermenter: { ...restingFermenter(19), elapsed: 1e7 }, room: 20 })
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'off' })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'constant', setPoint: 18 })
  let ran = 0
  const minutes = 60
  for (let minute = 0; minute < minutes; minute++) {
    await house.clock.advance(60_000)
    if (plants.relays.compressor.isClosed) ran++
  }

  const nominal = fermenters[0]!
  const plant = { ...nominal.plant, start: 19 }
  const bench = { ...nominal, plant, program: [{ at: 0, setPoint: 18 }], length: minutes * 60 }
  let [truth, benchRan] = [19, 0]
  for (const moment of run(bench)) {
    truth = moment.truth
    benchRan += moment.cooler / 60
  }
  // It was switched on, and off again long before the beer was there.
  expect(ran).toBeGreaterThan(15)
  expect(ran).toBeLessThan(45)
  expect(plants.fermenter.beer).toBeLessThan(18.4)
  expect(Math.abs(plants.fermenter.beer - truth)).toBeLessThan(0.05)
  expect(Math.abs(ran - benchRan)).toBeLessThan(4)
}, 600_000)
