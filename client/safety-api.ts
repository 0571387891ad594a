import type { EmergencyStop, Trip } from '../data/model/safety.ts'
import { call, post } from './api.ts'

const person = (by: string) => (by === '' ? {} : { by })

/** Switches everything off until somebody clears it; `by` may be empty, here and below. */
export const stopEverything = (by: string): Promise<EmergencyStop> => post('/emergency-stop', person(by))

/** Lets go; vessels stay off until they are told what to do. */
export const clearEmergencyStop = (by: string): Promise<EmergencyStop> =>
  call(`/emergency-stop?${new URLSearchParams(person(by))}`, { method: 'DELETE' })

/** The newest trips, of one vessel or of all. */
export const getTrips = async (vessel?: string): Promise<Trip[]> => {
  const query = new URLSearchParams({ limit: '20', ...(vessel === undefined ? {} : { vessel }) })
  return (await call<{ items: Trip[] }>(`/trips?${query}`)).items
}

/** Lets what a trip keeps off go again. */
export const resetTrip = (id: number, by: string): Promise<Trip> => post(`/trips/${id}/reset`, person(by))
