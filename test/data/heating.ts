import { join } from 'node:path'
import { folder, freshStore } from './folder.ts'
import { board, cooler, heater, sensor, vessel } from './things.ts'

export const hour = 3_600_000
/** All of time. */
export const span = { from: 0, to: 1e15 }

/** A brewery that heats, with a hundred points; closed. */
export async function brewery(path = join(folder(), 'brewery.sqlite')): Promise<string> {
  const store = await freshStore(path)
  await store.boards.create(board)
  await store.sensors.create(sensor)
  for (const actuator of [heater, cooler]) await store.actuators.create(actuator)
  await store.vessels.create(vessel)
  await store.modes.set(vessel.id, { kind: 'constant', setPoint: 67 })
  await store.readings.append(Array.from({ length: 100 }, (_, n) => ({ series: 's', at: n * 1000, value: n })))
  await store.close()
  return path
}

/** Points of the series, those it began with and those added. */
export async function countPoints(path: string): Promise<number> {
  const store = await freshStore(path)
  const points = await store.readings.points({ series: 's', ...span, limit: 1e6 })
  await store.close()
  return points.length
}

/** Adds a point. */
export async function add(path: string, at: number): Promise<void> {
  const store = await freshStore(path)
  await store.readings.append([{ series: 's', at, value: 1 }])
  await store.close()
}
