import { canBe, type Wires } from '../boards/wires.ts'
import type { ActuatorDriver } from './driver.ts'

/** The board's own PWM: 0–100 % in 8 bits (or what the board has). */
export const pwm = ({ pin }: { pin: number }): ActuatorDriver => {
  let wires: Wires | null = null

  return {
    safe: { pin, value: 0 },
    attach(to) {
      const { io, board } = to
      if (!canBe(to, pin, io.MODES.PWM)) return `pin ${pin} of the board has no PWM`
      wires = to
      board.pinMode(pin, io.MODES.PWM)
      board.pwmWrite(pin, 0)
      return null
    },
    detach() {
      wires = null
    },
    // Not through Johnny-Five's Pin, which makes the pin a digital output before each write.
    write(output) {
      wires?.board.pwmWrite(pin, Math.round((output / 100) * (wires.io.RESOLUTION.PWM ?? 255)))
    },
  }
}
