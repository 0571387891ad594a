import { restingKettle } from '../../hardware/simulator/plants/kettle.ts'
import { cleanUp, openHouse } from './house.ts'

afterEach(cleanUp)

test('the demonstration cools its fermenter and holds its kettle at the set point, through the firmware', async () => {
  const house = await openHouse()
  const plants = house.simulations.of('arduino')!
  const minutes = (n: number) => house.clock.advance(n * 60_000)

  await minutes(9)
  expect(house.brewery.vessel('fermenter')).toMatchObject({ activity: 'cooling', setPoint: 18 })
  expect(plants.relays.compressor.isClosed).toBe(true)
  expect(house.brewery.vessel('kettle')).toMatchObject({ setPoint: 67, activity: 'heating', output: 100 })
  expect(plants.relays.kettleElement.isClosed).toBe(true)

  // Warm water spares the way: what lasts hours is the benches' (npm run bench:control).
  plants.set({ kettle: restingKettle(60) })
  await minutes(15)
  expect(Math.abs(plants.kettle.bed - 67)).toBeLessThan(0.3)
  expect(plants.fermenter.beer).toBeLessThan(19.5)
  expect(plants.fermenter.beer).toBeGreaterThan(18)
  expect(plants.relays.compressor.isClosed && plants.relays.chamberHeater.isClosed).toBe(false)

  const { body } = await house.call('GET', '/readings/kettle.processValue?buckets=50')
  expect(body.buckets.length).toBeGreaterThan(10)
  expect(body.buckets.at(-1).mean).toBeCloseTo(67, 0)
  expect((await house.call('GET', '/alarms')).body.items).toEqual([])
}, 180_000)
