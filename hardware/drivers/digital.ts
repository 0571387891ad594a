import type { SensorDriver as Configuration } from '../../data/model/sensor.ts'
import { canBe, type Wires } from '../boards/wires.ts'
import type { Measurement, SensorDriver } from './driver.ts'

type DigitalDriver = Extract<Configuration, { kind: 'digital' }>

/** 1 when closed or lit: a switch to ground pulls its pin low against the pull-up, a light drives its pin high. */
export const digitalValue = (level: number, { pullUp, invert }: Pick<DigitalDriver, 'pullUp' | 'invert'>): 0 | 1 =>
  ((level !== 0) !== pullUp) !== invert ? 1 : 0

/** A level switch or pilot light: tells each change at once, and the state each second. */
export const digitalInput = (driver: DigitalDriver, tell: (measurement: Measurement) => void): SensorDriver => {
  const { pin, pullUp } = driver
  const event = `digital-read-${pin}`
  let wires: Wires | null = null
  let level: number | null = null
  /** Since it was measured last. */
  let wasHeard = false

  const hear = (value: number) => {
    wasHeard = true
    wires?.keepLevel(pin, pullUp ? 1 : 0)
    if (value === level) return
    level = value
    tell({ value: digitalValue(value, driver) })
  }
  const detach = () => {
    wires?.io.removeListener(event, hear)
    wires = null
    level = null
  }

  return {
    attach(to) {
      detach()
      wires = to
      const { MODES } = to.io
      if (!canBe(to, pin, MODES.INPUT)) return
      to.board.pinMode(pin, pullUp && canBe(to, pin, MODES.PULLUP) ? MODES.PULLUP : MODES.INPUT)
      // An older firmware has no mode for it, but takes a 1 written to an input for the same.
      if (pullUp && !canBe(to, pin, MODES.PULLUP)) to.io.digitalWrite(pin, 1)
      to.io.on(event, hear)
      to.io.reportDigitalPin(pin, 1)
    },
    detach,
    release() {
      // Reports are per port of eight pins: switching them off would silence a neighbour. But its pull-up would switch
      // an output on for a moment.
      if (wires && canBe(wires, pin, wires.io.MODES.INPUT)) wires.board.pinMode(pin, wires.io.MODES.INPUT)
      wires?.keepLevel(pin, 0)
      detach()
    },
    measure() {
      if (!wires) return
      if (!canBe(wires, pin, wires.io.MODES.INPUT)) return tell({ fault: `pin ${pin} of the board is no input` })
      // Where only changes are reported, this level would stay for ever after one that was lost: ask.
      if (!wasHeard) wires.io.reportDigitalPin(pin, 1)
      wasHeard = false
      tell(
        level === null ? { fault: `the board reports nothing of pin ${pin}` } : { value: digitalValue(level, driver) },
      )
    },
  }
}
