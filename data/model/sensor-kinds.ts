import type { Sensor } from './sensor.ts'

/** Whether a sensor shows a temperature; a switch and a bare number do not. */
export const isThermometer = ({ driver }: Pick<Sensor, 'driver'>): boolean =>
  driver.kind !== 'digital' && !isHydrometer({ driver })

/** Whether a sensor takes a number from a channel as it is: a specific gravity. */
export const isHydrometer = ({ driver }: Pick<Sensor, 'driver'>): boolean =>
  driver.kind === 'channel' && driver.unit === 'none'
