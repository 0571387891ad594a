import { expect, test } from '@jest/globals'
import { Fault } from '../../data/model/fault.ts'
import { type EmergencyStop, neverStopped, type Trip } from '../../data/model/safety.ts'
import { VesselBody } from '../../data/model/vessel.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { Safety } from '../../server/control/safety/safety.ts'
import { createEmergencyStop } from '../../server/emergency-stop.ts'
import { safetyRoutes } from '../../server/http/safety.ts'
import { createSafetyKeeper, createTripBook, unkeptTrips } from '../../server/trip-book.ts'

/** A desk's parts over a disk that remembers what it was told, or fails; `off` is what a clearing does to the vessels. */
function testDesk(off: () => Promise<void> = async () => {}) {
  const clock = virtualClock(1000)
  const stops: EmergencyStop[] = []
  const trips = new Map<number, Trip>()
  const standing = new Set<string>()
  const disk = { fault: null as Fault | null, losesAnswer: false, writes: 0, meanwhile: () => {} }
  const written = (keep: () => void) => {
    disk.writes += 1
    if (disk.fault) throw disk.fault
    disk.meanwhile()
    disk.meanwhile = () => {}
    keep()
    if (disk.losesAnswer) throw full
  }
  const store = {
    safety: {
      keep: async (trip: Trip) => written(() => trips.set(trip.id, trip)),
      trips: async () => [...trips.values()],
      emergencyStop: async () => stops.at(-1)!,
      setEmergencyStop: async (stop: EmergencyStop) => written(() => stops.push(stop)),
    },
  }
  const log = () => {}
  const keeper = createSafetyKeeper({ clock, log, store })
  const parts = {
    clock,
    hub: { publish: (channel: string) => ({ channel, sequence: 1, at: 0, data: null }) },
    log,
    alarms: { raise: (id: string) => void standing.add(id), clear: (id: string) => void standing.delete(id) },
    store,
    keeper,
  }
  const safety = new Safety(() => undefined)
  const emergency = createEmergencyStop(parts, safety, { off, tick: () => {} })
  return { clock, stops, trips, standing, disk, keeper, safety, emergency, book: createTripBook(parts, safety) }
}

const full = new Fault('unavailable', 'the disk is full')

test('pressed again while somebody clears it, it stays latched', async () => {
  const { stops, safety, emergency } = testDesk(async () => void (await emergency.stop('Bob')))
  await emergency.stop('Ann')
  await expect(emergency.clear('Eve')).rejects.toMatchObject({ code: 'conflict' })
  expect(safety.emergencyStop).toMatchObject({ latched: true, by: 'Ann' })
  expect(stops.at(-1)).toMatchObject({ latched: true, by: 'Ann' })
})

test('cleared, it is let go', async () => {
  const { stops, safety, emergency } = testDesk()
  await emergency.stop('Ann')
  await emergency.clear('Eve')
  expect(safety.emergencyStop).toMatchObject({ latched: false, by: 'Eve' })
  expect(stops.at(-1)).toMatchObject({ latched: false })
})

test('what was asked for before it is refused, and put off before it is cleared, however long it took to store', async () => {
  let mode = 'off'
  const { emergency } = testDesk(async () => {
    mode = 'off'
  })
  let stored = () => {}
  const disk = new Promise<void>(resolve => {
    stored = resolve
  })
  const asked = emergency.command(true, async () => {
    await disk
    mode = 'on'
  })
  const refused = expect(asked).rejects.toMatchObject({ code: 'refused' })
  await emergency.stop('Ann')
  const cleared = emergency.clear('Eve')
  await expect(emergency.command(true, async () => {})).rejects.toMatchObject({ code: 'refused' })
  stored()
  await Promise.all([refused, cleared])
  expect(mode).toBe('off')
  await emergency.command(true, async () => {
    mode = 'on'
  })
  expect(mode).toBe('on')
})

test('what fails to be stored keeps nobody from clearing; switching off is never refused', async () => {
  const { emergency } = testDesk()
  const asked = emergency.command(true, async () => {
    await emergency.stop('Ann')
    throw full
  })
  await expect(asked).rejects.toBe(full)
  let off = false
  await emergency.command(false, async () => {
    off = true
  })
  expect(off).toBe(true)
  expect(await emergency.clear('Eve')).toMatchObject({ latched: false })
})

test('pressed while the disk fails it is latched, says so, and is written as soon as that works again', async () => {
  const { clock, stops, standing, disk, safety, emergency, book } = testDesk()
  disk.fault = full
  await expect(emergency.stop('Ann')).rejects.toBe(full)
  expect(safety.emergencyStop.latched).toBe(true)
  book.tell()
  expect(standing).toContain('safety-unkept')
  const tried = disk.writes
  await clock.advanceUntil(() => disk.writes > tried, 10_000)
  disk.fault = null
  await clock.advanceUntil(() => stops.length > 0, 10_000)
  await clock.advance(0)
  book.tell()
  expect(stops).toMatchObject([{ latched: true, by: 'Ann' }])
  expect(standing).not.toContain('safety-unkept')
})

const trip: Trip = {
  id: 7,
  kind: 'frozen-sensor',
  vessel: 'kettle',
  actuator: 'element',
  cuts: ['element'],
  at: 1000,
  message: 'frozen',
  resetAt: null,
  resetBy: null,
}

test('a trip is tried again until it is kept, and a reset is never overtaken by that', async () => {
  const { clock, trips, standing, disk, safety, book, keeper } = testDesk()
  disk.fault = full
  safety.restore([trip], { latched: false, at: null, by: null }, 7)
  safety.news = () => [trip]
  book.tell()
  safety.news = () => []
  await clock.advanceUntil(() => keeper.unkept().length > 0, 10_000)
  book.tell()
  expect(standing).toContain('safety-unkept')
  expect(unkeptTrips(keeper)).toEqual([trip])
  await expect(book.reset(7, 'Ann')).rejects.toBe(full)
  expect(safety.trips).toHaveLength(1)
  disk.fault = null
  await book.reset(7, 'Ann')
  expect(trips.get(7)).toMatchObject({ resetBy: 'Ann' })
  const written = disk.writes
  await clock.advance(60_000)
  expect(disk.writes).toBe(written)
  book.tell()
  expect(standing).not.toContain('safety-unkept')
})

test('a trip that cuts something else while it is being reset stays reset', async () => {
  const { trips, safety, book, keeper, disk } = testDesk()
  safety.restore([trip], neverStopped, 7)
  const vessel = { id: 'kettle', name: 'Kettle', kind: 'kettle', heater: 'another', tuning: { kind: 'hysteresis' } }
  const vessels = [{ ...VesselBody.parse(vessel), version: 1 }]
  disk.meanwhile = () => {
    safety.configure({ sensors: [], actuators: [], vessels, unit: 'celsius' })
    expect(safety.trips).toMatchObject([{ cuts: ['element', 'another'] }])
    book.tell()
  }
  await book.reset(7, 'Ann')
  await keeper.close()
  expect(trips.get(7)).toMatchObject({ resetBy: 'Ann' })
})

test('what was written although it failed is taken back: the stop and the trip are latched still', async () => {
  const { clock, stops, trips, disk, safety, emergency, book } = testDesk()
  await emergency.stop('Ann')
  safety.restore([trip], safety.emergencyStop, 7)
  disk.losesAnswer = true
  await expect(book.reset(7, 'Bob')).rejects.toBe(full)
  expect(trips.get(7)).toMatchObject({ resetBy: 'Bob' })
  disk.losesAnswer = false
  await clock.advance(10_000)
  disk.losesAnswer = true
  await expect(emergency.clear('Bob')).rejects.toBe(full)
  expect(stops.at(-1)).toMatchObject({ latched: false })
  disk.losesAnswer = false
  await clock.advance(10_000)
  expect([stops.at(-1), trips.get(7)]).toMatchObject([{ latched: true, by: 'Ann' }, { resetBy: null }])
  expect(safety.emergencyStop.latched).toBe(true)
  await book.reset(7, 'Bob')
  await emergency.clear('Bob')
  await clock.advance(10_000)
  expect([stops.at(-1), trips.get(7)]).toMatchObject([{ latched: false }, { resetBy: 'Bob' }])
})

test('what was not kept when the house closes is written then', async () => {
  const { clock, trips, disk, safety, book, keeper } = testDesk()
  disk.fault = full
  safety.news = () => [trip]
  book.tell()
  await clock.advanceUntil(() => keeper.unkept().length > 0, 10_000)
  disk.fault = null
  await keeper.close()
  expect(trips.get(7)).toEqual(trip)
})

test.each([
  [{ limit: 100 }, [9, 7]],
  [{ limit: 100, vessel: 'kettle' }, [9, 7]],
  [{ limit: 100, vessel: 'fermenter' }, [7]],
  [{ limit: 100, latched: false }, [7]],
  [{ limit: 100, before: 9 }, [7]],
])('asked for %o, trips that the disk refused come first', async (query, ids) => {
  const kept = { ...trip, resetAt: 2000 }
  const store = { safety: { trips: async () => [kept] } }
  const brewery = { safety: { unkept: [{ ...trip, id: 9 }, trip] } }
  const trips = safetyRoutes(brewery as never, store as never).find(({ path }) => path === '/trips')!
  const { body } = await trips.handle({ query } as never)
  expect((body as { items: Trip[] }).items.map(({ id }) => id)).toEqual(ids)
})
