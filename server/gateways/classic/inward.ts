import { type Scale, toCelsius } from '../../../data/model/degrees.ts'
import { Fault } from '../../../data/model/fault.ts'
import { cut } from '../../../data/model/naming.ts'
import type { Reading } from '../../../data/model/reading.ts'
import type { Clock } from '../../../data/model/units.ts'
import type { Alarms } from '../../alarms.ts'
import type { Brewery } from '../../brewery.ts'
import type { Hub } from '../../hub.ts'
import type { ClassicChannel } from './broadcast.ts'
import { AlarmsPayload, ChambersPayload, DataPayload, LogsPayload } from './payloads.ts'

/** Most alarms of scripts that are raised at a time. */
const mostAlarms = 100
/** How the ids of their alarms begin. */
const ours = 'classic.'

/** What posted messages mean to the house. */
export interface Inward {
  /**
   * Takes what was posted on a channel; what it does not understand stays between old clients. Resolves once what somebody
   * acknowledged is stored; fails with `unavailable`.
   */
  take(channel: ClassicChannel, text: string): Promise<void>
  /** Somebody acknowledged an alarm: a script's goes then, as scripts never say that its cause is gone. */
  acknowledged(alarm: string): void
  /** Whether it is just being done: then the house's facts come from old clients, who know them. */
  readonly busy: boolean
}

/** `acknowledge` is called when an old client acknowledges the alarms. */
export function createInward(parts: {
  hub: Pick<Hub, 'accept'>
  brewery: Pick<Brewery, 'owns'>
  alarms: Pick<Alarms, 'raise' | 'clear' | 'list'>
  clock: Pick<Clock, 'now'>
  scale: () => Scale
  acknowledge: () => Promise<void>
}): Inward {
  const { hub, brewery, alarms, clock, scale, acknowledge } = parts
  let busy = false

  const celsius = (degrees: number | null) =>
    degrees === null ? null : Math.round(toCelsius(degrees, scale()) * 1000) / 1000

  /** Below `data.classic`, unless a vessel of that name has it. */
  function publish(channel: string, data: object): void {
    if (!brewery.owns(channel)) hub.accept([{ channel, data }])
  }

  function publishReading(channel: string, value: number | null): void {
    const sensor = channel.replace('data.', '').replaceAll('.', '-')
    const reading: Reading =
      value === null
        ? { sensor, at: clock.now(), value, quality: 'bad', reason: 'nothing was measured' }
        : { sensor, at: clock.now(), value, quality: 'good' }
    publish(channel, reading)
  }

  function takeController({ controllerId, controllerName, status, profile, ...degrees }: DataPayload): void {
    const values = {
      fridge: celsius(degrees.fridge),
      fridgeSet: celsius(degrees.fridgeSet),
      beer: celsius(degrees.beer),
      beerSet: celsius(degrees.beerSet),
      room: celsius(degrees.room),
    }
    const channel = `data.classic.${controllerId}`
    const more = profile === undefined ? {} : { profile }
    publish(channel, { controller: controllerId, name: controllerName, ...values, status, ...more })
    for (const probe of ['fridge', 'beer', 'room'] as const) publishReading(`${channel}.${probe}`, values[probe])
  }

  function takeChambers({ controllers }: ChambersPayload): void {
    for (const controller of controllers) {
      for (const { id, name, variables, mode, state, time } of controller.chambers) {
        const channel = `data.classic.${controller.id}.${id}`
        const { sp, pv, sp2, pv2 } = variables
        const values = { sp: celsius(sp), pv: celsius(pv), sp2: celsius(sp2), pv2: celsius(pv2) }
        publish(channel, { controller: controller.id, chamber: id, name, ...values, mode, state, time })
        for (const value of ['pv', 'pv2'] as const) publishReading(`${channel}.${value}`, values[value])
      }
    }
  }

  /** The book knows also those that were raised before the house was last started. */
  function raised(): Set<string> {
    const all = alarms.list('all').filter(({ id, standing }) => standing && id.startsWith(ours))
    return new Set(all.map(({ id }) => id))
  }

  function acknowledgeAll(): Promise<void> {
    for (const id of raised()) alarms.clear(id, 'acknowledged')
    return acknowledge()
  }

  function takeAlarms(payload: Exclude<AlarmsPayload, { acknowledge: true }>): void {
    const standing = raised()
    for (const { source, code, msg } of payload.alarms) {
      const id = cut(`${ours}${source}.${code}.${msg}`, 100)
      if (standing.size >= mostAlarms && !standing.has(id)) return
      standing.add(id)
      alarms.raise(id, cut(source, 100), cut(msg, 500))
    }
  }

  function takePayload(channel: ClassicChannel, payload: unknown): Promise<void> | undefined {
    if (channel === 'alarms') {
      const { data } = AlarmsPayload.safeParse(payload)
      if (data && 'acknowledge' in data) return acknowledgeAll()
      if (data) takeAlarms(data)
    } else if (channel === 'logs') {
      const asked = LogsPayload.safeParse(payload)
      for (const { source, msg } of asked.data?.entries ?? []) {
        const data = { at: clock.now(), level: 'info', source: cut(source, 100), message: cut(msg, 2000) }
        hub.accept([{ channel: 'logs', data }])
      }
    } else if (channel === 'data') {
      const one = DataPayload.safeParse(payload)
      const chambers = ChambersPayload.safeParse(payload)
      if (one.success) takeController(one.data)
      else if (chambers.success) takeChambers(chambers.data)
    }
    return undefined
  }

  return {
    acknowledged(alarm) {
      if (alarm.startsWith(ours)) alarms.clear(alarm, 'acknowledged')
    },
    get busy() {
      return busy
    },
    async take(channel, text) {
      let acknowledged: Promise<void> | undefined
      busy = true
      try {
        acknowledged = takePayload(channel, (JSON.parse(text) as { payload?: unknown } | null)?.payload)
      } catch (error) {
        // No JSON is for old clients only; the hub refuses what it has no room for.
        if (!(error instanceof SyntaxError || error instanceof Fault)) throw error
      } finally {
        busy = false
      }
      await acknowledged
    },
  }
}
