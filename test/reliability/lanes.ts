import { isDeepStrictEqual } from 'node:util'
import type { Client } from './client.ts'

/** What was found missing: acknowledged and gone, or neither the old nor the new. */
export interface Damage {
  lost: number
  torn: number
}

/** One writer: it writes 1, 2, 3 … where nobody else writes, one after the other, and remembers what was acknowledged. */
export interface Lane {
  readonly name: string
  acknowledged: number
  /** What it writes on goes into the house once. */
  setUp(house: Client): Promise<void>
  /** Does the next write, or several; rejects when one is not acknowledged. */
  write(house: Client): Promise<void>
  /** Compares what the house has kept with the ledger, and goes on from there. */
  check(house: Client): Promise<Damage>
}

/** A document that is replaced by a new one each time; all of the new one is worked out from its number. */
function documentLane(parts: {
  name: string
  path: string
  document: (n: number) => object
  setUp?: (house: Client) => Promise<void>
}): Lane {
  const { name, path, document, setUp = async () => {} } = parts
  let [asked, kept] = [0, 0]
  const lane: Lane = {
    name,
    acknowledged: 0,
    setUp,
    async write(house) {
      asked += 1
      await house.call('PUT', path, document(asked))
      kept = asked
      lane.acknowledged += 1
    },
    async check(house) {
      const found = await house.call('GET', path)
      const is = (n: number) =>
        Object.entries(document(n)).every(([field, value]) => isDeepStrictEqual(found[field], value))
      // What was under way may be kept or not.
      if (is(asked) || kept === 0 || is(kept)) {
        kept = is(asked) ? asked : kept
        return { lost: 0, torn: 0 }
      }
      let older = kept - 1
      while (older > Math.max(0, kept - 1000) && !is(older)) older -= 1
      return is(older) ? { lost: kept - older, torn: 0 } : { lost: 0, torn: 1 }
    },
  }
  return lane
}

/** Things that are made and deleted again; the newest ten stay. */
function collectionLane(name: string): Lane {
  let [made, gone, makes, goes] = [0, 0, 0, 0]
  const thing = (n: number) => ({ id: `${name}-${n}`, name: `Made ${n}`, points: [{ at: 0, temperature: n % 90 }] })
  const lane: Lane = {
    name,
    acknowledged: 0,
    setUp: async () => {},
    async write(house) {
      makes = made + 1
      await house.call('POST', '/profiles', thing(makes))
      made = makes
      lane.acknowledged += 1
      if (made - gone <= 10) return
      goes = gone + 1
      await house.call('DELETE', `/profiles/${name}-${goes}`)
      gone = goes
      lane.acknowledged += 1
    },
    async check(house) {
      const { items } = await house.call('GET', '/profiles?limit=1000')
      const found = new Map<string, { name: string }>(items.map((item: { id: string }) => [item.id, item]))
      const damage = { lost: 0, torn: 0 }
      for (let n = 1; n <= makes; n += 1) {
        const kept = found.get(`${name}-${n}`)
        if (kept && kept.name !== thing(n).name) damage.torn += 1
        if ((kept && n <= gone) || (!kept && n > goes && n <= made)) damage.lost += 1
      }
      if (found.has(`${name}-${makes}`)) made = makes
      if (!found.has(`${name}-${goes}`)) gone = goes
      return damage
    },
  }
  return lane
}

/** Alarms that come by what is published, and are acknowledged: each time by somebody else, whom the journal names. */
function alarmLane(name: string): Lane {
  let asked = 0
  let kept: string[] = []
  const publish = (house: Client, value: number) => house.call('POST', `/channels/lab.${name}`, { value })
  const lane: Lane = {
    name,
    acknowledged: 0,
    async setUp(house) {
      const driver = { kind: 'channel', channel: `lab.${name}`, pointer: '/value' }
      await house.call('POST', '/sensors', { id: name, name, driver })
      const condition = { kind: 'high', limit: 90, deadband: 0 }
      const source = { kind: 'sensor', id: name }
      await house.call('POST', '/alarm-rules', { id: name, name, source, condition, delay: 0, offDelay: 0 })
    },
    async write(house) {
      await publish(house, 20)
      await publish(house, 95)
      asked += 1
      const by = `${name} ${asked}`
      const { acknowledgedBy } = await house.call('POST', `/alarms/rule.${name}/acknowledge`, { by })
      if (acknowledgedBy !== by) return
      kept.push(by)
      lane.acknowledged += 1
    },
    async check(house) {
      // The last 300, as the journal also says when an alarm came and went.
      const { items } = await house.call('GET', `/alarm-journal?alarm=rule.${name}&limit=1000`)
      const found = new Set(items.map(({ by }: { by: string }) => by))
      const lost = kept.slice(-300).filter(by => !found.has(by)).length
      kept = []
      return { lost, torn: 0 }
    },
  }
  return lane
}

/** Every kind of write of the house; the same ones for the same number. */
export function lanes(count: number): Lane[] {
  const kinds: ((n: number) => Lane)[] = [
    n => {
      const vessel = { id: `vessel-${n}`, name: `Vessel ${n}` }
      return documentLane({
        name: `mode ${n}`,
        path: `/vessels/${vessel.id}/mode`,
        document: version => ({ kind: 'constant', setPoint: (version % 90_000) / 1000 }),
        setUp: house => house.call('POST', '/vessels', vessel),
      })
    },
    n => {
      const body = (version: number) => ({
        name: `Edit ${version}`,
        by: 'elapsed',
        points: Array.from({ length: 1 + (version % 40) }, (_, at) => ({
          at: at * 60,
          temperature: (version + at) % 90,
          approach: 'step',
        })),
        events: [{ at: version, text: `number ${version}` }],
      })
      return documentLane({
        name: `profile ${n}`,
        path: `/profiles/edited-${n}`,
        document: body,
        setUp: house => house.call('POST', '/profiles', { id: `edited-${n}`, ...body(0) }),
      })
    },
    n => collectionLane(`made-${n}`),
    n => alarmLane(`lane-${n}`),
  ]
  const settings = documentLane({
    name: 'settings',
    path: '/settings',
    document: n => ({
      breweryName: `Brewery ${n}`,
      rawRetention: 1 + (n % 30_000),
      powerBudget: 90_000 + (n % 10_000),
    }),
  })
  return [settings, ...Array.from({ length: count - 1 }, (_, n) => kinds[n % kinds.length]!(n))]
}
