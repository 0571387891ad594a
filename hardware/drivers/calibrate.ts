import type { Calibration } from '../../data/model/sensor.ts'

/** What a thermometer should have shown: as measured, shifted by one point, or on the line through two. °C in, °C out. */
export const calibrate = (measured: number, [first, second]: Calibration): number => {
  if (!first) return measured
  if (!second) return measured + first.actual - first.measured
  const slope = (second.actual - first.actual) / (second.measured - first.measured)
  return first.actual + (measured - first.measured) * slope
}
