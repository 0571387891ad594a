import type { Reading } from '../../../data/model/reading.ts'
import type { Sensor } from '../../../data/model/sensor.ts'
import type { Id } from '../../../data/model/units.ts'
import type { Vessel } from '../../../data/model/vessel.ts'
import type { Obstacle } from '../../../hardware/device.ts'
import { sameSource } from '../validity.ts'

/** Milliseconds for which there has to be water again after there was none: waves, and a loose wire, make a switch chatter. */
const settled = 5_000

/** A level switch, when it was heard last, when it last showed no water, and when water came back; ms of uptime, null: never yet. */
interface Switch {
  sensor: Sensor
  heardAt: number | null
  dryAt: number | null
  wetSince: number | null
}

/** Level switches that are closed while the heaters of their vessels are under water: one that is dry burns out, or burns. */
export class Levels {
  #switches = new Map<Id, Switch>()
  /** By heater; vessels in one chamber share theirs. */
  #neededBy = new Map<Id, Id[]>()

  configure({ sensors, vessels }: { sensors: readonly Sensor[]; vessels: readonly Vessel[] }): void {
    const before = this.#switches
    this.#switches = new Map()
    this.#neededBy = new Map()
    for (const { heater, level } of vessels) {
      const sensor = sensors.find(({ id }) => id === level)
      if (heater === null || !sensor) continue
      const known = before.get(sensor.id)
      // What it showed elsewhere is no water here.
      const heard = sameSource(known?.sensor, sensor) ? known : undefined
      this.#switches.set(sensor.id, { heardAt: null, dryAt: null, wetSince: null, ...heard, sensor })
      this.#neededBy.set(heater, [...(this.#neededBy.get(heater) ?? []), sensor.id])
    }
  }

  /** Takes in a reading of any sensor, at `uptime` ms. */
  observe({ sensor, quality, value }: Reading, uptime: number): void {
    const heard = this.#switches.get(sensor)
    if (!heard) return
    const isBack = heard.heardAt !== null && isSilent(heard, uptime)
    const isDry = quality !== 'good' || value !== 1
    if (!isDry && (isBack || isDryNow(heard))) heard.wetSince = uptime
    if (isDry || isBack) heard.dryAt = uptime
    heard.heardAt = uptime
  }

  /** Why a heater must be off; null: it is under water, or has no level switch. */
  obstacle(heater: Id, uptime: number): Obstacle | null {
    for (const id of this.#neededBy.get(heater) ?? []) {
      const needed = this.#switches.get(id)!
      const { name } = needed.sensor
      if (isSilent(needed, uptime)) return { reason: 'level', message: `${name} is silent: its heater stays off` }
      if (!isWithin(settled, needed.dryAt, uptime)) continue
      // Dry again so soon after water came back, it chatters: the kettle need not be empty.
      if (isWithin(settled, needed.wetSince, uptime))
        return {
          reason: 'settling',
          message: `${name} is not calm yet: its heater stays off until it shows water for 5 s`,
        }
      return { reason: 'level', message: `${name} shows no water: its heater stays off` }
    }
    return null
  }
}

const isSilent = ({ sensor, heardAt }: Switch, uptime: number): boolean =>
  heardAt === null || uptime - heardAt > sensor.staleAfter * 1000

const isDryNow = ({ heardAt, dryAt }: Switch): boolean => dryAt !== null && dryAt === heardAt

const isWithin = (length: number, since: number | null, uptime: number): boolean =>
  since !== null && uptime - since < length
