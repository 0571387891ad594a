import type { Actuator } from '../data/model/actuator.ts'
import type { Pin } from '../data/model/board.ts'
import { type BoardSensor, hearsChannel, isHydrometer, isOn, isThermometer, type Sensor } from '../data/model/sensor.ts'
import type { Id } from '../data/model/units.ts'
import type { Vessel } from '../data/model/vessel.ts'
import type { Plan } from './configuration.ts'

/** What the firmware of a connected board says its pins can do; empty when it is not known. */
export type PinsOf = (board: Id) => readonly Pin[]

/**
 * The first contradiction in a configuration, in a sentence that says what would be right; null when there is none.
 * Whether a pin can do what it is needed for is asked for `subject` only: another board at the other end of the cable
 * must not keep anybody from changing something else.
 */
export function findConflict(plan: Plan, subject: Id, pinsOf: PinsOf): string | null {
  const all = claims(plan, pinsOf)
  const own = all.filter(claim => claim.id === subject)
  return (
    findMissing(plan) ??
    findMisusedSensor(plan) ??
    findOwnChannel(plan) ??
    findSharedPin(all, subject) ??
    findUnfitPin(own, pinsOf) ??
    findMisusedActuator(plan) ??
    findUnfitRule(plan)
  )
}

function findMissing({ boards, sensors, actuators, vessels }: Plan): string | null {
  const has = (things: readonly { id: Id }[], id: Id | null) => id === null || things.some(thing => thing.id === id)
  for (const sensor of sensors) {
    if (sensor.board === null && !hearsChannel(sensor))
      return `sensor "${sensor.id}" needs a board: give the "board" that it is connected to`
    if (sensor.board !== null && hearsChannel(sensor))
      return `sensor "${sensor.id}" hears channel "${sensor.driver.channel}" and hangs on no board: leave "board" out`
    if (!has(boards, sensor.board))
      return `sensor "${sensor.id}" needs board "${sensor.board}", which does not exist: add the board first`
  }
  for (const actuator of actuators) {
    if (!has(boards, actuator.board))
      return `actuator "${actuator.id}" needs board "${actuator.board}", which does not exist: add the board first`
  }
  for (const { id, sensor, air, gravity, level, heater, cooler } of vessels) {
    for (const needed of [sensor, air, gravity, level]) {
      if (!has(sensors, needed))
        return `vessel "${id}" needs sensor "${needed}", which does not exist: add the sensor first`
    }
    for (const actuator of [heater, cooler]) {
      if (!has(actuators, actuator))
        return `vessel "${id}" needs actuator "${actuator}", which does not exist: add the actuator first`
    }
  }
  return null
}

/** A sensor that heard what the brewery itself says would hear itself. */
function findOwnChannel({ sensors, vessels }: Plan): string | null {
  const own = ['sensors', 'actuators', 'boards', ...vessels.map(({ id }) => id)]
  for (const { id, driver } of sensors) {
    if (driver.kind !== 'channel') continue
    const [root, second = ''] = driver.channel.split('.')
    if (root === 'configuration' || (root === 'data' && own.includes(second)))
      return `sensor "${id}" cannot hear channel "${driver.channel}", which is the brewery's own: choose another one`
  }
  return null
}

/** A rule that watches nothing, or something that cannot show what it looks for. */
function findUnfitRule(plan: Plan): string | null {
  const things = { vessel: plan.vessels, sensor: plan.sensors, board: plan.boards }
  const watchers = new Map<string, Id>()
  for (const { id, source, condition } of plan['alarm-rules']) {
    const who = `alarm rule "${id}"`
    const name = `${source.kind} "${source.id}"`
    if (!things[source.kind].some(thing => thing.id === source.id))
      return `${who} watches ${name}, which does not exist: add the ${source.kind} first`
    const { kind } = condition
    if (kind === 'deviation' && source.kind !== 'vessel')
      return `${who} watches the set point of ${name}: only a vessel has one`
    if (source.kind === 'board' && kind !== 'lost')
      return `${who} watches ${name} for "${kind}": a board can only be lost`
    const digital = plan.sensors.find(sensor => sensor.id === source.id)?.driver.kind === 'digital'
    if (kind === 'digital' && (source.kind !== 'sensor' || !digital))
      return `${who} watches ${name} for on or off: choose a digital sensor`
    if (kind !== 'lost' || source.kind === 'vessel') continue
    const other = watchers.get(name)
    if (other) return `alarm rules "${other}" and "${id}" both watch whether ${name} is lost: change one of them`
    watchers.set(name, id)
  }
  return null
}

/** What takes up a pin, and what it needs the pin to do. */
interface Claim {
  id: Id
  who: string
  board: Id
  /** The pin's number, or null for an analog channel of a board whose pins are not known. */
  pin: number | null
  channel: number | null
  need: Pin['modes'][number]
  /** Probes share a 1-Wire pin when each has its own code. */
  rom: string | null | undefined
}

function claims({ sensors, actuators }: Plan, pinsOf: PinsOf): Claim[] {
  return [
    ...sensors.flatMap(sensor =>
      sensor.board !== null && isOn(sensor, sensor.board) ? sensorClaim(sensor, pinsOf) : [],
    ),
    ...actuators.map(
      (actuator: Actuator): Claim => ({
        id: actuator.id,
        who: `actuator "${actuator.id}"`,
        board: actuator.board,
        pin: actuator.driver.pin,
        channel: null,
        need: actuator.driver.kind === 'pwm' ? 'pwm' : 'output',
        rom: undefined,
      }),
    ),
  ]
}

function sensorClaim({ id, board, driver }: BoardSensor, pinsOf: PinsOf): Claim {
  const claim = { id, who: `sensor "${id}"`, board, channel: null, rom: undefined }
  switch (driver.kind) {
    case 'ds18b20':
      return { ...claim, pin: driver.pin, need: 'onewire', rom: driver.rom }
    case 'digital':
      return { ...claim, pin: driver.pin, need: driver.pullUp ? 'pullup' : 'input' }
    case 'lm35':
    case 'tmp36':
    case 'ntc': {
      const pin = pinsOf(board).find(({ analog }) => analog === driver.channel)?.pin ?? null
      return { ...claim, pin, channel: driver.channel, need: 'analog' }
    }
  }
}

function findSharedPin(all: Claim[], subject: Id): string | null {
  for (const [n, one] of all.entries()) {
    for (const other of all.slice(n + 1)) {
      if (one.board !== other.board || !isSamePin(one, other, subject) || shareBus(one, other)) continue
      const where = one.channel === null ? `pin ${one.pin}` : `A${one.channel}`
      if (one.rom !== undefined && other.rom !== undefined) {
        return `${one.who} and ${other.who} share the 1-Wire bus on ${where} of board "${one.board}": give each a "rom" code of its own`
      }
      return `${where} of board "${one.board}" is used by ${one.who} and by ${other.who}: choose another pin for one of them`
    }
  }
  return null
}

/** That a pin and an analog channel are the same only the board says, so that this, too, is for `subject` alone. */
function isSamePin(one: Claim, other: Claim, subject: Id): boolean {
  if (one.channel !== null && other.channel !== null) return one.channel === other.channel
  if (one.pin === null || one.pin !== other.pin) return false
  return one.channel === other.channel || one.id === subject || other.id === subject
}

function shareBus(one: Claim, other: Claim): boolean {
  return Boolean(one.rom && other.rom && one.rom !== other.rom)
}

function findUnfitPin(all: Claim[], pinsOf: PinsOf): string | null {
  for (const { who, board, pin, channel, need } of all) {
    const pins = pinsOf(board)
    if (pins.length === 0) continue
    const found = pins.find(candidate => (channel === null ? candidate.pin === pin : candidate.analog === channel))
    if (found?.modes.includes(need)) continue
    const where = channel === null ? `pin ${pin}` : `A${channel}`
    const able = pins
      .filter(({ modes }) => modes.includes(need))
      .map(fit => (need === 'analog' ? `A${fit.analog}` : fit.pin))
    if (able.length === 0 && need === 'onewire')
      return `${who} needs 1-Wire, which board "${board}" does not have: connect DS18B20 probes to an Arduino with Maelstrom's firmware`
    return `${who} needs ${where} of board "${board}" as ${need}, which it cannot do; these can: ${able.join(', ') || 'none'}`
  }
  return null
}

const isSwitch = ({ driver }: Pick<Sensor, 'driver'>) => driver.kind === 'digital'

/** Whoever took a switch for a thermometer would heat for ever. */
function findMisusedSensor({ sensors, vessels }: Plan): string | null {
  for (const { id, sensor, air, gravity, level } of vessels) {
    const uses = [
      [sensor, isThermometer, 'thermometer: choose a sensor that shows a temperature'],
      [air, isThermometer, 'thermometer of the air: choose a sensor that shows a temperature'],
      [gravity, isHydrometer, 'hydrometer: choose a sensor that hears a channel, without a unit'],
      [level, isSwitch, 'level switch: choose a digital sensor'],
    ] as const
    for (const [used, fits, as] of uses) {
      const found = sensors.find(other => other.id === used)
      if (found && !fits(found)) return `vessel "${id}" uses sensor "${used}" as its ${as}`
    }
  }
  return null
}

function findMisusedActuator({ actuators, vessels }: Plan): string | null {
  const users = new Map<Id, Vessel[]>()
  for (const vessel of vessels) {
    for (const use of ['heater', 'cooler'] as const) {
      const id = vessel[use]
      if (id === null) continue
      const actuator = actuators.find(other => other.id === id)
      if (actuator?.use !== use)
        return `vessel "${vessel.id}" uses "${id}" as its ${use}, but that is a ${actuator?.use}`
      for (const other of users.get(id) ?? []) {
        if (vessel.priority === null || other.priority === null)
          return `actuator "${id}" is used by vessel "${other.id}" and by vessel "${vessel.id}": it can serve one, unless both are in one chamber and each has a "priority"`
        if (other.priority === vessel.priority)
          return `vessels "${other.id}" and "${vessel.id}" share "${id}" and both have priority ${vessel.priority}: give each its own`
      }
      users.set(id, [...(users.get(id) ?? []), vessel])
    }
  }
  return null
}
