import type { Firmata } from 'firmata-io'
import type { Io } from 'johnny-five'
import type { Pin } from '../../data/model/board.ts'

const names = new Map<number, Pin['modes'][number]>([
  [0, 'input'],
  [1, 'output'],
  [2, 'analog'],
  [3, 'pwm'],
  [4, 'servo'],
  [6, 'i2c'],
  [7, 'onewire'],
  [11, 'pullup'],
])

/** The pins as the firmware has told them; those that can do nothing are left out. */
export const pinsOf = ({ pins }: Pick<Io, 'pins'>): Pin[] =>
  pins
    .map(({ supportedModes, analogChannel }, pin) => ({
      pin,
      analog: analogChannel === undefined || analogChannel === 127 ? null : analogChannel,
      modes: [...new Set(supportedModes.map(mode => names.get(mode) ?? 'other'))],
    }))
    .filter(({ modes }) => modes.length > 0)

/** Name and version of the firmware, e.g. `StandardFirmata.ino 2.5`: printable ASCII only, for it comes from the line. */
export const firmwareOf = ({ firmware }: Pick<Firmata, 'firmware'>): string => {
  const name = (firmware.name ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 60)
  return `${name || 'Firmata'} ${firmware.version?.major ?? 0}.${firmware.version?.minor ?? 0}`
}
