import type { Message } from '../data/model/channels.ts'
import { isKeepable, largestAmount, type Reading } from '../data/model/reading.ts'
import { type ChannelSensor, calibrate, hearsChannel, type Sensor } from '../data/model/sensor.ts'
import { type Cancel, Celsius, type Clock, type Id } from '../data/model/units.ts'
import type { Hub } from './hub.ts'

/** Sensors that hear channels: whatever is published there, through any door, becomes a reading. */
export interface ChannelSensors {
  /** Hears what these sensors ask for from now on; one that did not change goes on. */
  configure(sensors: readonly Sensor[]): void
  close(): Promise<void>
}

interface Heard {
  sensor: ChannelSensor
  stop: Cancel
}

/** None yet; `observe` is where their readings go. */
export function createChannelSensors(parts: {
  hub: Pick<Hub, 'subscribe' | 'retained'>
  clock: Clock
  observe: (reading: Reading) => void
}): ChannelSensors {
  const { hub, clock, observe } = parts
  const heard = new Map<Id, Heard>()

  function start(sensor: ChannelSensor): Cancel {
    const { id, driver, staleAfter } = sensor
    let good: Reading | null = null
    let stopWaiting: Cancel = () => {}

    function age(seconds: number): void {
      stopWaiting()
      stopWaiting = clock.after(seconds * 1000, () => {
        const reason = `nothing came on channel "${driver.channel}" for more than ${staleAfter} s`
        observe({ sensor: id, at: good?.at ?? clock.now(), value: good?.value ?? null, quality: 'stale', reason })
      })
    }

    function hear(message: Message): void {
      if (message.channel !== driver.channel) return
      const reading = readingOf(sensor, message)
      if (reading.quality === 'good') {
        good = reading
        age(staleAfter - Math.max(0, clock.now() - message.at) / 1000)
      }
      observe(reading)
    }

    const unsubscribe = hub.subscribe(driver.channel, hear)
    // A source that speaks every quarter of an hour has perhaps just done so.
    const last = hub.retained(driver.channel).find(({ channel }) => channel === driver.channel)
    if (last && clock.now() - last.at < staleAfter * 1000) hear(last)
    else age(staleAfter)
    return () => {
      unsubscribe()
      stopWaiting()
    }
  }

  function drop(id: Id): void {
    heard.get(id)?.stop()
    heard.delete(id)
  }

  return {
    configure(sensors) {
      const wanted = sensors.filter(hearsChannel)
      for (const [id, { sensor }] of heard) {
        const now = wanted.find(other => other.id === id)
        if (!now || !same(sensor, now)) drop(id)
      }
      for (const sensor of wanted) if (!heard.has(sensor.id)) heard.set(sensor.id, { sensor, stop: start(sensor) })
    },
    async close() {
      for (const id of [...heard.keys()]) drop(id)
    },
  }
}

function same(a: ChannelSensor, b: ChannelSensor): boolean {
  const matter = ({ driver, calibration, staleAfter }: ChannelSensor) =>
    JSON.stringify([driver, calibration, staleAfter])
  return matter(a) === matter(b)
}

/** The reading that a message makes: good with a number in it, else bad with the reason. */
function readingOf({ id, driver, calibration }: ChannelSensor, { at, data }: Message): Reading {
  const bad = (reason: string): Reading => ({ sensor: id, at, value: null, quality: 'bad', reason })
  const { channel, pointer, unit } = driver
  const found = resolve(data, pointer)
  const place = pointer === '' ? `the message on channel "${channel}"` : `${pointer} on channel "${channel}"`
  if (found === undefined) return bad(`the message on channel "${channel}" has nothing at ${pointer}`)
  const number = numberIn(found)
  if (number === null) return bad(`${place} is ${excerpt(found)}: expected a number`)
  const value = calibrate(converted(number, unit), calibration)
  if (unit !== 'none' && !Celsius.safeParse(value).success)
    return bad(`${place} is ${excerpt(found)}, which is no temperature of a brewery: check its unit`)
  if (!isKeepable(value))
    return bad(
      `${place} is ${excerpt(found)}, which is more than can be written down: expected ${largestAmount} at most`,
    )
  return { sensor: id, at, value, quality: 'good' }
}

/** What is at a JSON pointer (RFC 6901); undefined when there is nothing. */
function resolve(document: unknown, pointer: string): unknown {
  let value = document
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** A number, or one that is written as a string, as many small devices do. */
function numberIn(value: unknown): number | null {
  const isNumeric = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim())
  const number = isNumeric ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function converted(number: number, unit: ChannelSensor['driver']['unit']): number {
  switch (unit) {
    case 'fahrenheit':
      return (number - 32) / 1.8
    case 'kelvin':
      return number - 273.15
    case 'celsius':
    case 'none':
      return number
  }
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
