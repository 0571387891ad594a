import { ActuatorBody } from '../../data/model/actuator.ts'
import { allot } from '../../server/control/budget.ts'
import { Drive, type Request } from '../../server/control/drive.ts'
import { fc } from '../random.ts'

function request(power: number, output: number, { held = false, kind = 'relay', use = 'heater' } = {}): Request {
  const driver = { kind, pin: 5 }
  const body = ActuatorBody.parse({ id: 'a', name: 'A', use, board: 'b', driver, power })
  return { drive: new Drive({ ...body, version: 1 }, () => undefined, 0), output, held }
}

const granted = (requests: Request[], budget: number | null) => {
  const grants = allot(requests, budget)
  return requests.map(wanted => grants.find(grant => grant.request === wanted)!.output)
}

test('without a budget everybody gets what they ask for', () => {
  expect(granted([request(3000, 100), request(3000, 100)], null)).toEqual([100, 100])
})

test('the first in line wins, and a switch gets all or nothing', () => {
  expect(granted([request(3000, 100), request(3000, 100), request(500, 100)], 3600)).toEqual([100, 0, 100])
})

test('who may not switch off yet comes first', () => {
  expect(granted([request(3000, 100), request(3000, 100, { held: true })], 3600)).toEqual([0, 100])
})

test('a heater gets nothing behind a relay that gets too little to close, also one that may not switch off yet', () => {
  const master = (power: number) => request(power, 100, { use: 'master' })
  const pump = request(40, 100, { use: 'pump' })
  const heaters = [request(0, 100), request(1000, 100, { kind: 'pwm' }), request(20, 100, { held: true })]
  expect(granted([master(50), ...heaters, pump], 69)).toEqual([0, 0, 0, 0, 100])
  expect(granted([master(50), ...heaters, pump], 80)).toEqual([100, 100, 1, 100, 0])
})

test('a relay that draws nothing stays closed while more is drawn than there is now', () => {
  expect(granted([request(0, 100, { use: 'master' }), request(3000, 100, { held: true })], 2000)).toEqual([100, 100])
})

test('PWM takes what is left', () => {
  expect(granted([request(3000, 100), request(2000, 100, { kind: 'pwm' })], 4000)).toEqual([100, 50])
})

test('what falls is switched before what rises', () => {
  expect(allot([request(1, 100), request(1, 0)], null).map(({ output }) => output)).toEqual([0, 100])
})

test('what falls to more than another rises to is switched before it', () => {
  const written: string[] = []
  const drive = (id: string) => {
    const device = {
      id,
      obstacle: null,
      output: 0,
      write(output: number) {
        this.output = output
        written.push(`${id} ${output}`)
      },
    }
    const driver = { kind: 'pwm', pin: 5 }
    const body = ActuatorBody.parse({ id, name: id, use: 'heater', board: 'b', driver, power: 1000 })
    return new Drive({ ...body, version: 1 }, () => device, 0)
  }
  const [tun, kettle] = [drive('tun'), drive('kettle')]
  const grant = (uptime: number, toTun: number) => {
    const tick = { at: uptime, uptime, seconds: 1 }
    for (const { request, output, budgeted } of allot([tun.plan(toTun, tick), kettle.plan(100, tick)], 1000))
      request.drive.commit(output, uptime, budgeted)
  }
  grant(1000, 0)
  grant(2000, 20)
  expect(written).toEqual(['tun 0', 'kettle 100', 'kettle 80', 'tun 20'])
})

test('a master relay closes before a heater rises, and opens after it fell, however little that is', () => {
  const drive = (id: string, use: string, kind: string) => {
    const device = { id, obstacle: null, output: 0, write: (output: number) => void Object.assign(device, { output }) }
    const body = ActuatorBody.parse({ id, name: id, use, board: 'b', driver: { kind, pin: 5 } })
    return new Drive({ ...body, version: 1 }, () => device, 0)
  }
  const [master, element] = [drive('master', 'master', 'relay'), drive('element', 'heater', 'pwm')]
  const order = (uptime: number, closed: number, power: number) => {
    const tick = { at: uptime, uptime, seconds: 1 }
    return allot([master.plan(closed, tick), element.plan(power, tick)], null).map(({ request, output, budgeted }) => {
      request.drive.commit(output, uptime, budgeted)
      return `${request.drive.actuator.id} ${output}`
    })
  }
  expect(order(1000, 100, 40)).toEqual(['master 100', 'element 40'])
  expect(order(2000, 0, 0)).toEqual(['element 0', 'master 0'])
})

test('the sum never exceeds the budget', () => {
  const one = fc.record({
    power: fc.integer({ min: 0, max: 6000 }),
    output: fc.constantFrom(0, 30, 100),
    kind: fc.constantFrom('relay', 'pwm'),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), fc.integer({ min: 0, max: 12_000 }), (asked, budget) => {
      const requests = asked.map(({ power, output, kind }) => request(power, output, { kind }))
      const watts = granted(requests, budget).map((output, n) => (output / 100) * asked[n]!.power)
      expect(watts.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(budget + 1e-6)
    }),
  )
})

test('who must stay on for its minimum time is not switched off for one that comes before it', () => {
  const device = (id: string) => ({
    id,
    obstacle: null,
    output: 0,
    write(output: number) {
      this.output = output
    },
  })
  const drive = (id: string, more: object) => {
    const body = ActuatorBody.parse({
      id,
      name: id,
      use: 'cooler',
      board: 'b',
      driver: { kind: 'relay', pin: 5 },
      ...more,
    })
    const output = device(id)
    return new Drive({ ...body, version: 1 }, () => output, 0)
  }
  const [element, fridge] = [drive('element', { power: 3000 }), drive('fridge', { power: 200, minimumOn: 180 })]
  let fridgeOff = 0
  for (let second = 1; second <= 200; second++) {
    const tick = { at: second * 1000, uptime: second * 1000, seconds: 1 }
    const requests = [element.plan(second > 10 ? 100 : 0, tick), fridge.plan(100, tick)]
    const grants = allot(requests, 3100)
    for (const { request, output, budgeted } of grants) request.drive.commit(output, second * 1000, budgeted)
    expect((element.on ? 3000 : 0) + (fridge.on ? 200 : 0)).toBeLessThanOrEqual(3100)
    if (!fridge.on) fridgeOff ||= second
  }
  expect(fridgeOff).toBe(181)
  expect(element.on).toBe(true)
})
