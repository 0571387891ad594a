import type { Relay } from 'johnny-five'
import FiveRelay from 'johnny-five/lib/relay.js'
import { canBe } from '../boards/wires.ts'
import type { ActuatorDriver } from './driver.ts'

/** A relay or SSR on a digital pin: on above 0 %. */
export const relay = ({ pin, activeLow }: { pin: number; activeLow: boolean }): ActuatorDriver => {
  const off = activeLow ? 1 : 0
  // One for all connections: Johnny-Five never forgets a relay, nor the board it was made for.
  let kept: Relay | null = null
  let attached = false

  return {
    safe: { pin, value: off },
    attach({ board, io }) {
      if (!canBe({ io }, pin, io.MODES.OUTPUT)) return `pin ${pin} of the board is no output`
      kept ??= new FiveRelay({ board, pin, type: activeLow ? 'NC' : 'NO' })
      kept.board = board
      kept.io = io
      // On an Uno it takes pin 14 for A0 and that for pin 0.
      kept.pin = pin
      attached = true
      // Pulled up first, an active-low relay does not click while its pin becomes an output; told last, for firmware
      // that sets every new output low.
      if (activeLow && canBe({ io }, pin, io.MODES.PULLUP)) board.pinMode(pin, io.MODES.PULLUP)
      board.pinMode(pin, io.MODES.OUTPUT)
      kept.open()
      return null
    },
    detach() {
      attached = false
      if (!kept) return
      kept.board = null
      kept.io = null
    },
    write(output) {
      if (!attached || !kept) return
      if (output > 0) kept.close()
      else kept.open()
    },
  }
}
