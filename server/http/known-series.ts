import { Fault } from '../../data/model/fault.ts'
import type { Store } from '../../data/store.ts'
import type { Brewery } from '../brewery.ts'

/** Fails with `not-found` for a series that nothing here writes, and nothing that is still kept ever wrote. */
export async function demandSeries(
  series: string,
  { configuration }: Pick<Brewery, 'configuration'>,
  readings: Pick<Store['readings'], 'series'>,
): Promise<void> {
  const { sensors, vessels } = configuration.plan
  const written =
    sensors.some(({ id }) => series === `sensors.${id}`) ||
    vessels.some(({ id }) => measures.some(measure => series === `${id}.${measure}`))
  if (written || (await readings.series()).some(kept => kept.series === series)) return
  const advice =
    'GET /api/v1/readings lists those with points; a vessel writes kettle.processValue, kettle.setPoint and'
  throw new Fault('not-found', `there is no series "${series}": ${advice} kettle.output, a sensor sensors.beer`)
}

const measures = ['processValue', 'setPoint', 'output']
