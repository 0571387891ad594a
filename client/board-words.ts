import type { ActuatorState } from '../data/model/actuator.ts'
import type { BoardState } from '../data/model/board.ts'
import type { Reading } from '../data/model/reading.ts'
import { degrees, percent, type Unit } from './format.ts'
import type { IconName } from './icons.ts'
import type { Occupant } from './io.ts'

/** How the connection to a board is. */
export function phaseWords(state: Pick<BoardState, 'phase'> | undefined): { icon: IconName; text: string } {
  switch (state?.phase) {
    case undefined:
    case 'opening':
      return { icon: 'clock', text: 'Connecting' }
    case 'ready':
      return { icon: 'check', text: 'Ready' }
    case 'lost':
      return { icon: 'unlink', text: 'Lost' }
    case 'flapping':
      return { icon: 'warning', text: 'Unsteady: lost or reset again and again, outputs rest' }
  }
}

/** Whether the board switches its outputs off by itself when this computer fails. */
export function heartbeatWords({ state, timeoutMs, trips }: BoardState['heartbeat']): string {
  const times = trips === 0 ? '' : ` It has tripped ${trips === 1 ? 'once' : `${trips} times`}.`
  switch (state) {
    case 'absent':
      return 'None: this firmware leaves outputs as they are when the computer fails. Heaters stay off.'
    case 'unarmed':
      return `Not armed yet: outputs are in their safe state.${times}`
    case 'armed':
      return `Armed: outputs go off by themselves ${timeoutMs === null ? 'soon' : `${timeoutMs / 1000} s`} after this computer falls silent.${times}`
    case 'tripped':
      return `Tripped: outputs are off and locked until it is armed again.${times}`
  }
}

/** What a sensor says: a temperature, or whether a switch is closed; a dash without a value. */
export function readingText(reading: Reading | undefined, digital: boolean, unit: Unit): string {
  if (!reading || reading.value === null) return '–'
  if (digital) return reading.value > 0 ? 'closed' : 'open'
  return degrees(reading.value, unit)
}

/** What an actuator does. */
export function outputText(state: ActuatorState | undefined): string {
  const output = state?.output ?? null
  if (output === null) return 'out of reach'
  if (output === 0) return 'off'
  return output === 100 ? 'on' : `on ${percent(output)}`
}

/** What hangs on a pin does now. */
export function occupantText(
  { kind, thing }: Occupant,
  readings: Record<string, Reading>,
  outputs: Record<string, ActuatorState>,
  unit: Unit,
): string {
  if (kind === 'sensor') return readingText(readings[thing.id], thing.driver.kind === 'digital', unit)
  return outputText(outputs[thing.id])
}
