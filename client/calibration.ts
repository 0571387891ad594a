import type { Calibration } from '../data/model/sensor.ts'

/** One of the two points of a calibration, °C. */
export type CalibrationPoint = Calibration[number]

/**
 * What the sensor itself measured, computed back from what it shows under its present calibration: the inverse of the
 * line (or shift) that the server draws through the calibration's points. °C in, °C out.
 */
export function rawOf(shown: number, [first, second]: Calibration): number {
  if (!first) return shown
  if (!second) return shown - (first.actual - first.measured)
  const slope = (second.actual - first.actual) / (second.measured - first.measured)
  // Two points at the same actual temperature say nothing of what was measured in between.
  if (slope === 0) return first.measured
  return first.measured + (shown - first.actual) / slope
}

/** What a sensor will show for a raw value under a calibration, °C. */
export function shownOf(raw: number, [first, second]: Calibration): number {
  if (!first) return raw
  if (!second) return raw + first.actual - first.measured
  return first.actual + ((raw - first.measured) * (second.actual - first.actual)) / (second.measured - first.measured)
}

/**
 * Boiling point of water (°C) at an altitude (m): pressure of the ICAO standard atmosphere (ISO 2533), then the Antoine
 * equation for water from 1 to 100 °C (A 8.07131, B 1730.63, C 233.426, mmHg; Dortmund Data Bank). The weather moves it
 * by up to 1 °C.
 */
export function boilingPoint(altitude: number): number {
  const pascal = 101_325 * (1 - 2.25577e-5 * altitude) ** 5.25588
  const mercury = pascal / 133.322
  return 1730.63 / (8.07131 - Math.log10(mercury)) - 233.426
}

/** A calibration with one more point, in order of temperature; a point within 5 °C of the new one gives way to it. */
export function withPoint(points: Calibration, point: CalibrationPoint): Calibration {
  const others = points.filter(({ measured }) => Math.abs(measured - point.measured) >= 5)
  return [...others.slice(-1), point].sort((a, b) => a.measured - b.measured)
}

/** How far a new point is from what a working thermometer shows; more means that it hangs in something else, °C. */
export const suspicious = 5
