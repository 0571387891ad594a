import { Alarm } from '../../../data/model/alarm.ts'
import type { Message } from '../../../data/model/channels.ts'
import type { Scale } from '../../../data/model/degrees.ts'
import { LogEntry } from '../../../data/model/log.ts'
import type { Cancel, Clock, Id } from '../../../data/model/units.ts'
import type { Activity } from '../../../data/model/vessel.ts'
import type { Alarms } from '../../alarms.ts'
import type { Brewery } from '../../brewery.ts'
import type { Hub } from '../../hub.ts'
import type { Log } from '../../log.ts'
import type { Broadcast } from './broadcast.ts'
import type { Inward } from './inward.ts'
import { anyCode } from './payloads.ts'
import type { VesselNumbers } from './vessel-numbers.ts'
import { vesselPayload } from './vessel-payload.ts'

/** How often vessels are told of: like the original's bridge. */
const dataEvery = 5_000

/** Alarms that are remembered; anybody may publish some. */
const mostTold = 1_000

/** Tells old clients what happens in the house. */
export interface Outward {
  open(): Promise<void>
  /** An old client acknowledged: the others have heard that from it already. */
  acknowledged(): void
  close(): void
}

/** Alarms and log entries as they come, vessels every five seconds; nothing that old clients themselves said. */
export function createOutward(parts: {
  hub: Pick<Hub, 'subscribe'>
  brewery: Pick<Brewery, 'configuration' | 'vessel'>
  alarms: Pick<Alarms, 'list'>
  numbers: VesselNumbers
  clock: Clock
  log: Log
  broadcast: Broadcast
  inward: Pick<Inward, 'busy' | 'acknowledged'>
  scale: () => Scale
}): Outward {
  const { hub, brewery, alarms, numbers, clock, log, broadcast, inward, scale } = parts
  const doing = new Map<Id, { activity: Activity; since: number }>()
  /** Alarms that were told, so that one that only changes is not told as new. */
  const told = new Map<string, string>()
  /** Alarms that nobody has acknowledged yet. */
  const waiting = new Set<string>()
  let cancels: Cancel[] = []

  function hearAlarm({ data }: Message): void {
    const { data: alarm } = Alarm.safeParse(data)
    if (!alarm) return
    const { id, active, source, message, state } = alarm
    const known = told.get(id) === message
    if (told.size >= mostTold) told.clear()
    if (waiting.size >= mostTold) waiting.clear()
    if (active) told.set(id, message)
    else told.delete(id)
    if (active && !known && !inward.busy)
      broadcast.tell('alarms', { alarms: [{ source, code: anyCode, msg: message }] })
    if (state === 'acknowledged') inward.acknowledged(id)
    if (state === 'unacknowledged' || state === 'returned') waiting.add(id)
    // Old clients know one flag for all alarms: it falls with the last one.
    else if (waiting.delete(id) && waiting.size === 0) broadcast.tell('alarms', { acknowledge: true })
  }

  function hearLog({ data }: Message): void {
    const { data: entry } = LogEntry.safeParse(data)
    if (entry && !inward.busy) broadcast.tell('logs', { entries: [{ source: entry.source, msg: entry.message }] })
  }

  async function learnNumbers(): Promise<void> {
    try {
      await numbers.learn()
    } catch (error) {
      log('error', 'classic', `vessels have no numbers: ${(error as Error).message}`)
    }
  }

  function tellVessels(): void {
    const { vessels, profiles } = brewery.configuration.plan
    for (const { id, name } of vessels) {
      const number = numbers.of(id)
      const state = brewery.vessel(id)
      const before = doing.get(id)
      const current = before?.activity === state.activity ? before : { activity: state.activity, since: clock.uptime() }
      doing.set(id, current)
      if (number === undefined || !broadcast.hasListeners('data')) continue
      const { mode } = state
      const profile = mode.kind === 'profile' ? profiles.find(one => one.id === mode.profile)?.name : undefined
      const time = { now: clock.now(), since: clock.uptime() - current.since }
      broadcast.tell('data', vesselPayload({ number, name, profile }, state, scale(), time))
    }
  }

  return {
    async open() {
      await learnNumbers()
      // Those from before the house was last started have been told.
      for (const { id, active, message, state } of alarms.list()) {
        if (active) told.set(id, message)
        if (state !== 'acknowledged') waiting.add(id)
      }
      cancels = [
        hub.subscribe('alarms', hearAlarm),
        hub.subscribe('logs', hearLog),
        hub.subscribe('configuration.vessels', () => void learnNumbers()),
        clock.every(dataEvery, tellVessels),
      ]
    },
    acknowledged: () => waiting.clear(),
    close() {
      for (const cancel of cancels) cancel()
    },
  }
}
