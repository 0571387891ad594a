import type { SensorDriver } from '../../data/model/sensor.ts'
import type { Measurement } from './driver.ts'

/** The sensors that are a voltage on an analog channel. */
export type AnalogDriver = Extract<SensorDriver, { channel: number }>

const kelvin = 273.15

/** Temperature of a thermistor (Steinhart–Hart): ohms in, °C out. */
export const steinhartHart = (ohms: number, a: number, b: number, c: number): number => {
  const logarithm = Math.log(ohms)
  return 1 / (a + b * logarithm + c * logarithm ** 3) - kelvin
}

/** Where each sensor is specified, °C; a value outside means that something else is connected, or nothing. */
const ranges = { lm35: [-1, 150], tmp36: [-40, 125], ntc: [-55, 150] } as const

const names = { lm35: 'an LM35', tmp36: 'a TMP36', ntc: 'a thermistor' } as const

const within = (kind: AnalogDriver['kind'], celsius: number): Measurement => {
  const [minimum, maximum] = ranges[kind]
  if (celsius >= minimum && celsius <= maximum) return { value: celsius }
  const amount = celsius < minimum ? 'less' : 'more'
  return {
    fault: `shows ${amount} than ${names[kind]} can measure: its wire may be off, or its reference voltage set wrong`,
  }
}

/**
 * Temperature from the mean of some analog samples, 0–`full` (1023 with 10 bits). A channel at either end of its scale
 * measures nothing: the sensor is open or shorted. `reference`: volts at `full`, when the board knows better.
 */
export const temperatureOf = (
  driver: AnalogDriver,
  raw: number,
  full: number,
  reference: number | null = null,
): Measurement => {
  const { channel } = driver
  const low = raw <= 0
  const high = raw >= full
  switch (driver.kind) {
    case 'ntc': {
      if (low) return { fault: `shorted: A${channel} is at 0 V` }
      if (high) return { fault: `open: A${channel} is at the supply voltage` }
      const ohms = (driver.series * raw) / (full - raw)
      return within('ntc', steinhartHart(ohms, driver.a, driver.b, driver.c))
    }
    case 'lm35':
    case 'tmp36': {
      if (low) return { fault: `open, shorted or too cold: A${channel} is at 0 V` }
      if (high) return { fault: `open or shorted: A${channel} is at the supply voltage` }
      const volts = (raw / (full + 1)) * (reference ?? driver.reference)
      return within(driver.kind, driver.kind === 'lm35' ? volts * 100 : (volts - 0.5) * 100)
    }
  }
}
