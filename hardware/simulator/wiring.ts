import { RelayName } from '../../data/model/simulation.ts'
import { romOf } from './ds18b20.ts'

/** What hangs on which pin of the Uno: the simulated brewery, and the same on a real one. */
export const wiring = {
  /** 1-Wire bus with three DS18B20, 4.7 kΩ to 5 V. */
  oneWire: 2,
  /** Level switch of the kettle: closed to ground when there is enough water. */
  level: 3,
  /** Relays, active high. */
  kettlePump: 5,
  kettleElement: 6,
  compressor: 7,
  chamberHeater: 8,
  /** Analog channel of the TMP36 that feels the room. */
  room: 0,
} as const

/** ROM codes of the three probes. */
export const roms = {
  beer: romOf(0x0000_16e1_0001),
  fridgeAir: romOf(0x0000_16e1_0002),
  kettle: romOf(0x0000_16e1_0003),
} as const

/** A probe on the 1-Wire bus. */
export type ProbeName = keyof typeof roms

/** Names of all relays, in the order of their pins. */
export const relayNames: readonly RelayName[] = RelayName.options

/** Names of the probes on the 1-Wire bus. */
export const probeNames: readonly ProbeName[] = ['beer', 'fridgeAir', 'kettle']
