import { expect, test } from '@jest/globals'
import type { Reading } from '../../data/model/reading.ts'
import type { BreweryFault } from '../../data/model/simulation.ts'
import { portLink } from '../../hardware/boards/port.ts'
import { openDevices } from '../../hardware/devices.ts'
import { simulatedBrewery } from '../../hardware/simulator/brewery.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { roms, wiring } from '../../hardware/simulator/wiring.ts'
import { actuator, board, sensor } from './boards-rig.ts'

test('the simulated brewery behind Devices: all of it works, and each fault is told', async () => {
  const clock = virtualClock()
  const brewery = simulatedBrewery({ clock })
  const readings = new Map<string, Reading>()
  const devices = openDevices({ clock, log: () => {}, simulated: () => portLink(() => brewery.connect(), clock) })
  devices.listen({ reading: reading => readings.set(reading.sensor, reading), board: () => {} })
  const stopBeating = clock.every(1000, () => devices.beat())
  devices.configure({
    boards: [board],
    sensors: [
      sensor('beer', { kind: 'ds18b20', pin: wiring.oneWire, rom: roms.beer }),
      sensor('fridge-air', { kind: 'ds18b20', pin: wiring.oneWire, rom: roms.fridgeAir }),
      sensor('kettle', { kind: 'ds18b20', pin: wiring.oneWire, rom: roms.kettle }),
      sensor('room', { kind: 'tmp36', channel: wiring.room }),
      sensor('level', { kind: 'digital', pin: wiring.level }),
    ],
    actuators: [
      actuator('element', 'heater', { kind: 'slow-pwm', pin: wiring.kettleElement }),
      actuator('compressor', 'cooler', { kind: 'relay', pin: wiring.compressor }),
    ],
  })
  const is = (id: string, quality: Reading['quality']) => readings.get(id)?.quality === quality
  const all = ['beer', 'fridge-air', 'kettle', 'room', 'level']
  await clock.advanceUntil(() => all.every(id => is(id, 'good')), 5000)
  expect(readings.get('beer')?.value).toBeGreaterThan(0)
  expect(readings.get('beer')?.value).toBeLessThan(40)

  const element = () => devices.actuator('element')
  await clock.advanceUntil(() => element()?.obstacle === null, 3000)
  const before = readings.get('kettle')!.value!
  const heating = clock.every(1000, () => element()?.write(100))
  await clock.advance(2000)
  expect(brewery.relays.kettleElement).toEqual({ isDriven: true, isClosed: true })
  await clock.advanceUntil(() => readings.get('kettle')!.value! > before + 1, 1_200_000)
  heating()
  element()?.write(0)
  await clock.advance(100)
  expect(brewery.relays.kettleElement.isDriven).toBe(false)

  const faults: [BreweryFault, string][] = [
    [{ kind: 'sensor-unplugged', sensor: 'beer' }, 'beer'],
    [{ kind: 'sensor-shorted', sensor: 'beer' }, 'kettle'],
    [{ kind: 'sensor-shorted', sensor: 'room' }, 'room'],
    [{ kind: 'board-unplugged' }, 'level'],
    [{ kind: 'board-unplugged', silently: true }, 'room'],
  ]
  for (const [fault, victim] of faults) {
    const heal = brewery.inject(fault)
    await clock.advanceUntil(() => is(victim, 'bad'), 6000)
    expect(readings.get(victim)?.reason).toMatch(/\w/)
    heal()
    await clock.advanceUntil(() => all.every(id => is(id, 'good')), 30_000)
  }
  stopBeating()
  const closing = devices.close()
  await clock.advance(500)
  await closing
  brewery.close()
}, 60_000)
