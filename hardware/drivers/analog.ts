import { canBe, type Wires } from '../boards/wires.ts'
import type { Measurement, SensorDriver } from './driver.ts'
import { type AnalogDriver, temperatureOf } from './thermometers.ts'

/** An analog thermometer: the mean of what the board reported within a second, converted from raw values. */
export const analogThermometer = (driver: AnalogDriver, tell: (measurement: Measurement) => void): SensorDriver => {
  const { channel } = driver
  const event = `analog-read-${channel}`
  let wires: Wires | null = null
  let samples: number[] = []

  const collect = (value: number) => {
    if (samples.length < 100) samples.push(value)
  }
  const detach = () => {
    wires?.io.removeListener(event, collect)
    wires = null
    samples = []
  }

  return {
    attach(to) {
      detach()
      wires = to
      const pin = to.io.analogPins[channel]
      if (pin === undefined || !canBe(to, pin, to.io.MODES.ANALOG)) return
      to.analogInput(pin)
      to.io.on(event, collect)
      to.io.reportAnalogPin(channel, 1)
    },
    detach,
    release() {
      if (wires && wires.io.analogPins[channel] !== undefined) wires.io.reportAnalogPin(channel, 0)
      detach()
    },
    measure() {
      if (!wires) return
      if (wires.io.analogPins[channel] === undefined)
        return tell({ fault: `the board has no analog input A${channel}` })
      if (samples.length === 0) {
        // A stray byte may have told the board to report no more.
        wires.io.reportAnalogPin(channel, 1)
        return tell({ fault: `the board reports nothing of A${channel}` })
      }
      const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
      // One sample off the rail would hide that the others are on it.
      const full = wires.io.RESOLUTION.ADC ?? 1023
      const rail = samples.find(sample => sample <= 0 || sample >= full)
      samples = []
      tell(temperatureOf(driver, rail ?? mean, full, wires.reference))
    },
  }
}
