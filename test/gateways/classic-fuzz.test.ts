import { ClassicProfileBody } from '../../data/model/classic.ts'
import { notesOf, toClassic, toProfile } from '../../data/model/classic-profile.ts'
import { Fault } from '../../data/model/fault.ts'
import { ProfileBody } from '../../data/model/profile.ts'
import { createAlarms } from '../../server/alarms.ts'
import { createInward } from '../../server/gateways/classic/inward.ts'
import { createHub } from '../../server/hub.ts'
import { cleanUp, openHouse } from '../journeys/house.ts'
import { fc } from '../random.ts'
import { ask, post } from './classic-client.ts'

afterEach(cleanUp)

/** On a computer that does other things too. */
const patience = 60_000

const number = fc.oneof(fc.double({ min: -100, max: 300, noNaN: true }), fc.integer({ min: 0, max: 60 }))
const numeric = fc.oneof(number, number.map(String), fc.constantFrom('', null, '1e3', 'x'))
const date = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map(at => at.toISOString()),
  fc.constantFrom('', null, '2014-12-20 00:00:00.000000', '2014-13-20', 'soon'),
)
const points = fc.array(fc.record({ days: numeric, date, temperature: numeric }, { requiredKeys: ['temperature'] }), {
  maxLength: 8,
})
const events = fc.array(fc.record({ days: numeric, date, eventText: fc.string() }, { requiredKeys: [] }), {
  maxLength: 4,
})

test(
  'a profile that is accepted is one of ours, and is shown as it was sent',
  () => {
    const unit = fc.constantFrom('celsius' as const, 'fahrenheit' as const)
    const body = fc.record({ name: fc.string(), temperatures: points, events }, { requiredKeys: [] })
    let accepted = 0
    fc.assert(
      fc.property(body, unit, (value, scale) => {
        const asked = ClassicProfileBody.safeParse(value).data
        if (!asked) return
        const notes = notesOf(asked, scale)
        try {
          const { data } = ProfileBody.safeParse(toProfile('p', 'P', notes))
          if (!data) return
          accepted += 1
          expect(data.points.length).toBe(Math.max(1, asked.temperatures?.length ?? 0))
        } catch (error) {
          expect(error).toBeInstanceOf(Fault)
        }
        const shown = toClassic(1, 'P', notes, scale).temperatures
        for (const [n, { temperature }] of (asked.temperatures ?? []).entries()) {
          expect(shown[n]!.temperature).toBeCloseTo(temperature, 3)
          expect(Number.isFinite(shown[n]!.days)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
    expect(accepted).toBeGreaterThan(20)
  },
  patience,
)

/** What resembles the messages of scripts, more or less. */
const value = fc.oneof(number, fc.string(), fc.constantFrom(null, true, '65.3', '--.-', 1, '1'), fc.jsonValue())
const words = ['source', 'code', 'msg', 'id', 'name', 'sp', 'pv', 'controllerId', 'beer', 'fridge', 'status', 'time']
const thing = fc.dictionary(fc.constantFrom(...words), value)
const list = fc.array(fc.oneof(thing, fc.record({ source: fc.string(), msg: fc.string(), chambers: fc.array(thing) })))
const payload = fc.oneof(
  thing,
  fc.record({ alarms: list, entries: list, controllers: list, acknowledge: fc.boolean() }, { requiredKeys: [] }),
  fc.record({ controllerId: fc.nat(9999), beer: value, room: value, status: value, profile: value }),
)

test(
  'whatever is posted never throws, and what the house takes from it is on channels of its own',
  () => {
    const hub = createHub({
      clock: { now: () => 1 },
      failed: error => {
        throw error
      },
    })
    const channels = new Set<string>()
    for (const root of ['data', 'logs', 'alarms']) hub.subscribe(root, ({ channel }) => void channels.add(channel))
    const keeper = { add: () => undefined, write: async () => undefined }
    const alarms = createAlarms({ clock: { now: () => 1 }, kept: [], keeper, publish: () => undefined })
    const inward = createInward({
      hub,
      brewery: { owns: () => false },
      alarms,
      clock: { now: () => 1 },
      scale: () => 'celsius',
      acknowledge: async () => undefined,
    })
    const texts = fc.oneof(
      payload.map(value => JSON.stringify({ payload: value })),
      fc.json(),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.constantFrom('data', 'alarms', 'logs', '_profiles' as const), texts, (channel, text) => {
        inward.take(channel as 'data', text)
        expect(inward.busy).toBe(false)
        expect(alarms.list('all').filter(({ standing }) => standing).length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 2000 },
    )
    for (const channel of channels)
      expect(channel).toMatch(/^(logs|data\.classic\.\d+(\.\d+)?(\.(beer|fridge|room|pv|pv2))?)$/)
  },
  patience,
)

test(
  'the whole door answers whatever is sent, never with 500',
  async () => {
    const house = await openHouse({ demo: false })
    const path = fc.constantFrom('/appsettings', '/profiles', '/profile/1', '/iocontrollers', '/iocontroller/1')
    const body = fc.oneof(
      fc.jsonValue(),
      thing,
      fc.array(fc.record({ name: value, value })),
      fc.record({ name: value, address: value, port: value, socket: value, type: value, temperatures: points, events }),
    )
    await fc.assert(
      fc.asyncProperty(path, body, fc.string(), async (where, json, text) => {
        expect(await ask(house.url + where, 'POST', json)).toMatch(/^(200 {"status":"success"}|40[0-9] )/)
        expect(await ask(house.url + where, 'POST', text)).toMatch(/^(200|40[0-9]) /)
        expect(await post(house.url, text, text)).toMatch(/^200 (Posted|Unsupported channel: )/)
        expect(await ask(house.url + where)).toMatch(/^(200 |404 {"error":"Not found"}$)/)
      }),
      { numRuns: 150 },
    )
    expect(house.printed.filter(line => line.includes(' error '))).toEqual([])
  },
  patience,
)
