import { mash } from '../bench/control/kettles.ts'
import { measure } from '../bench/control/measure.ts'
import { run } from '../bench/control/rig.ts'
import { cleanUp, openHouse } from './house.ts'

afterEach(cleanUp)

/** Twelve kelvin more, in a kettle nobody has told anything of. */
const [from, to, within] = [55, 67, 0.3]

test('the strike goes through the firmware as it does on the bench', async () => {
  const scenario = {
    ...mash({ name: 'strike', start: from }),
    program: [{ at: 0, setPoint: to }],
    events: [],
    length: 20 * 60,
  }
  const bench = measure(scenario, run(scenario))

  const house = await openHouse()
  const plants = house.simulations.of('arduino')!
  plants.set({ kettle: { element: from, bottom: from, bed: from, probe: from, past: [] } })
  await house.call('PUT', '/vessels/fermenter/mode', { kind: 'off' })
  await house.call('PUT', '/vessels/kettle/mode', { kind: 'constant', setPoint: to })
  expect(house.brewery.configuration.find('vessels', 'kettle').tuning).toEqual({ kind: 'kettle' })

  const reach = (await house.until(() => plants.kettle.bed >= to - within, 20 * 60_000)) / 1000
  let highest = 0
  for (let minute = 0; minute < 8; minute++) {
    await house.clock.advance(60_000)
    highest = Math.max(highest, plants.kettle.bed)
  }
  // The board has to be opened and two readings to be good before it heats.
  expect(Math.abs(reach - bench.reach!)).toBeLessThan(0.03 * bench.reach! + 10)
  expect(highest - to).toBeLessThan(0.1)
  expect(bench.overshoot).toBeLessThan(0.1)
  expect(Math.abs(plants.kettle.bed - to)).toBeLessThan(0.1)
}, 180_000)
