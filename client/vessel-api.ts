import type { MarkGroup } from '../data/model/mark.ts'
import type { Note } from '../data/model/note.ts'
import type { ProfileEvent } from '../data/model/profile.ts'
import type { Mode, Vessel, VesselState } from '../data/model/vessel.ts'
import { all, call, getBuckets, getSeries, post, put, Refusal, setMode } from './api.ts'
import type { VesselSeries } from './chart/series.ts'
import { isStill } from './modes.ts'
import type { Span } from './ranges.ts'

const query = ({ from, to }: Span, more: Record<string, string> = {}) =>
  new URLSearchParams({ from: `${Math.max(0, Math.floor(from))}`, to: `${Math.floor(to)}`, ...more })

/** Value, set point and output of a vessel, in at most so many buckets each. */
export async function getVesselSeries(vessel: string, span: Span, count: number): Promise<VesselSeries> {
  const read = (series: string) => getBuckets(`${vessel}.${series}`, span, count)
  const [processValue, setPoint, output] = await Promise.all([read('processValue'), read('setPoint'), read('output')])
  return { processValue, setPoint, output, width: (span.to - span.from) / count }
}

/** When the first value of a vessel was kept, if any was. */
export async function getFirst(vessel: string): Promise<number | undefined> {
  const all = await getSeries()
  return all.find(({ series }) => series === `${vessel}.processValue`)?.from
}

/** What happened to a vessel, in so many groups at most, and one. */
export const getMarks = async (vessel: string, span: Span, count: number): Promise<MarkGroup[]> =>
  (await call<{ items: MarkGroup[] }>(`/vessels/${vessel}/marks?${query(span, { groups: `${count}` })}`)).items

/** Events of profiles that were due within a day, newest first. */
export const getEvents = (): Promise<ProfileEvent[]> => all('events')

/** The newest notes on a vessel; `next` is null when these are all. */
export const getNotes = (vessel: string, limit: number): Promise<{ items: Note[]; next: string | null }> =>
  call(`/vessels/${vessel}/notes?limit=${limit}`)

/** What is written of a note; `at` is now when left out, `by` may be empty. */
export interface NoteText {
  text: string
  at?: number
  by: string
}

const body = ({ text, at, by }: NoteText) => ({
  text,
  ...(at === undefined ? {} : { at }),
  ...(by === '' ? {} : { by }),
})

/** Notes something. */
export const addNote = (vessel: string, note: NoteText): Promise<Note> => post(`/vessels/${vessel}/notes`, body(note))

/** Writes a note anew, unless it is no longer at that version. */
export const writeNote = ({ vessel, id, version }: Note, note: NoteText): Promise<Note> =>
  put(`/vessels/${vessel}/notes/${id}`, { ...body(note), version })

/** Deletes a note, unless it is no longer at that version. */
export const deleteNote = ({ vessel, id, version }: Note): Promise<void> =>
  call(`/vessels/${vessel}/notes/${id}`, { method: 'DELETE', headers: { 'if-match': `"${version}"` } })

/** Where what was measured on a vessel in a span can be downloaded. */
export const vesselExport = (vessel: string, span: Span, format: 'csv' | 'json'): string =>
  `/api/v1/vessels/${vessel}/export?${query(span, { format })}`

/** Goes back to the mode there was before one was set; what somebody else set after it stays, and it fails with 409. */
export async function undoMode(vessel: string, set: Mode, before: Mode): Promise<void> {
  const now = await call<Mode>(`/vessels/${vessel}/mode`)
  if (!isStill(now, set)) throw new Refusal(409, 'the vessel has been told something else since.')
  await setMode(vessel, before)
}

/** Lets a vessel find the parameters of its PID, with so many percent at most; how that goes, its state tells. */
export const startAutotune = (vessel: string, power: number): Promise<VesselState> =>
  post(`/vessels/${vessel}/autotune`, { power })

/** Ends that, or forgets what was found. */
export const leaveAutotune = (vessel: string): Promise<void> =>
  call(`/vessels/${vessel}/autotune`, { method: 'DELETE' })

/** Gives its PID what was found. */
export const applyAutotune = (vessel: string): Promise<Vessel> =>
  call(`/vessels/${vessel}/autotune/apply`, { method: 'POST' })
