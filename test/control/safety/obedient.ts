import type { Actuator } from '../../../hardware/device.ts'

/** Devices that do at once what they are told, and what that was, percent. */
export function obedientDevices(): { outputs: ReadonlyMap<string, number>; find: (id: string) => Actuator } {
  const outputs = new Map<string, number>()
  const find = (id: string): Actuator => ({
    id,
    obstacle: null,
    get output() {
      return outputs.get(id) ?? 0
    },
    write: output => void outputs.set(id, output),
  })
  return { outputs, find }
}
