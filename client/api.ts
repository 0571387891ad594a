import type { Actuator, ActuatorState } from '../data/model/actuator.ts'
import type { Alarm } from '../data/model/alarm.ts'
import type { Board, SerialPortInfo } from '../data/model/board.ts'
import type { ChannelInfo } from '../data/model/channels.ts'
import type { Demonstration } from '../data/model/demonstration.ts'
import type { Issue } from '../data/model/fault.ts'
import type { Profile, ProfileEffect, ProfileTemplate } from '../data/model/profile.ts'
import type { Bucket } from '../data/model/reading.ts'
import type { EmergencyStop } from '../data/model/safety.ts'
import type { Schedule } from '../data/model/schedule.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { Settings } from '../data/model/setting.ts'
import type { Simulation } from '../data/model/simulation.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import { base64 } from './base64.ts'
import type { Brewery } from './brewery.ts'
import { inLocalTime } from './format.ts'
import type { Io } from './io.ts'
import type { LogFilter, LogPage } from './log-tail.ts'
import type { Span } from './ranges.ts'

/** Why a request failed, in a sentence for people; `status` is 0 when the server could not be reached or understood. */
export class Refusal extends Error {
  readonly status: number
  readonly issues: Issue[]

  constructor(status: number, message: string, issues: Issue[] = []) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.issues = issues
  }
}

const root = '/api/v1'

/** Asks the server for JSON; undefined where it answers without. Fails with a `Refusal`. */
export async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(root + path, { signal: AbortSignal.timeout(10_000), ...init })
  } catch {
    throw new Refusal(0, 'The brewery cannot be reached. Nothing was changed as far as this screen knows.')
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json().catch(unread)) as T
  const problem: { title?: string; detail?: string; issues?: Issue[] } = await answer.json().catch(() => ({}))
  const issues = problem.issues ?? []
  const sentence = issues[0]?.message ?? problem.detail ?? problem.title ?? `The brewery answered ${answer.status}.`
  throw new Refusal(answer.status, inLocalTime(sentence, Date.now()), issues)
}

/** What answered was not the brewery, a log-in page of the network for one; or the line broke in the middle. */
function unread(): never {
  throw new Refusal(
    0,
    'The answer of the brewery could not be read. What was asked may have been done: look before you ask again.',
  )
}

/** Calls with a JSON body. */
export const send = <T>(method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  call<T>(path, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

/** Replaces something. */
export const put = <T>(path: string, body: unknown) => send<T>('PUT', path, body)

/** Adds something, or asks for something to be done. */
export const post = <T>(path: string, body: unknown) => send<T>('POST', path, body)

/** Names the version that is meant: who changed it meanwhile is not overwritten. */
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` })

/** Any call below `/api/v1`, for testers; answers the parsed body. */
export const request = (method: string, path: string, body?: unknown): Promise<unknown> =>
  body === undefined ? call(path, { method }) : send(method, path, body)

/** All pages of a collection. */
export async function all<T>(name: string): Promise<T[]> {
  const items: T[] = []
  let query = ''
  for (;;) {
    const page: { items: T[]; next: string | null } = await call(`/${name}${query}`)
    items.push(...page.items)
    if (page.next === null) return items
    query = `?after=${encodeURIComponent(page.next)}`
  }
}

/** The brewery's configuration and alarms; what its vessels do comes over the connection. */
export async function getBrewery(): Promise<Brewery> {
  const [settings, emergencyStop, vessels, sensors, actuators, profiles, schedules, alarms] = await Promise.all([
    call<Settings>('/settings'),
    call<EmergencyStop>('/emergency-stop'),
    all<Vessel>('vessels'),
    all<Sensor>('sensors'),
    all<Actuator>('actuators'),
    all<Profile>('profiles'),
    all<Schedule>('schedules'),
    all<Alarm>('alarms?state=all'),
  ])
  const abnormal = alarms.filter(({ state }) => state !== 'normal')
  const things = { vessels, sensors, actuators, profiles, schedules }
  return { settings, emergencyStop, ...things, alarms: abnormal, states: {}, outputs: {} }
}

/** Tells a vessel what to do. */
export const setMode = (vessel: string, mode: Mode): Promise<Mode> => put(`/vessels/${vessel}/mode`, mode)

/** Switches a pump or valve, percent of full power. */
export const setOutput = (actuator: string, output: number): Promise<ActuatorState> =>
  put(`/actuators/${actuator}/output`, { output })

/** Collections whose things people put together. */
export type CollectionName = 'boards' | 'sensors' | 'actuators' | 'vessels'

/** Adds a thing. */
export const createThing = (collection: CollectionName, body: object): Promise<unknown> => post(`/${collection}`, body)

/** A thing as it is now. */
export const getThing = <T extends { id: string }>(collection: CollectionName, { id }: T): Promise<T> =>
  call<T>(`/${collection}/${id}`)

/** Replaces a thing, unless it is no longer at this version. */
export const replaceThing = <T extends { id: string }>(collection: CollectionName, thing: T): Promise<T> =>
  put(`/${collection}/${thing.id}`, thing)

/** Deletes a thing, unless it is no longer at this version. */
export const removeThing = (collection: CollectionName, { id, version }: { id: string; version: number }) =>
  call<void>(`/${collection}/${id}`, { method: 'DELETE', headers: { 'if-match': `"${version}"` } })

/** Switches an actuator on for some seconds. */
export const testActuator = (actuator: string, seconds: number): Promise<ActuatorState> =>
  post(`/actuators/${actuator}/test`, { seconds })

/** All boards; what they do comes over the connection. */
export const getIo = async (): Promise<Io> => ({ boards: await all<Board>('boards'), states: {}, readings: {} })

/** ROM codes of the probes on a pin. */
export const getProbes = async (board: string, pin: number): Promise<string[]> =>
  (await call<{ items: string[] }>(`/boards/${board}/probes?pin=${pin}`)).items

/** Serial ports of the server's machine. */
export const getSerialPorts = async (): Promise<SerialPortInfo[]> =>
  (await call<{ items: SerialPortInfo[] }>('/serial-ports')).items

/** The settings as they are now. */
export const getSettings = (): Promise<Settings> => call('/settings')

/** Replaces the settings, unless they are no longer at this version. */
export const putSettings = (settings: Settings): Promise<Settings> => put('/settings', settings)

/** Takes a picture, base64, as the logo. */
export const putLogo = (data: string): Promise<Settings> => put('/logo', { data })

/** The picture that is the logo, base64; null when there is none. Fails with a `Refusal`. */
export async function getLogo(): Promise<string | null> {
  const { logo } = await getSettings()
  if (logo === null) return null
  const answer = await fetch(logoUrl(logo)).catch(() => null)
  if (!answer?.ok) throw new Refusal(answer?.status ?? 0, 'The logo cannot be read.')
  return base64(await answer.blob())
}

/** Sets the demonstration brewery up; fails with 409 when the house is not empty. */
export const startDemo = (): Promise<void> => call('/demo', { method: 'POST' })

/** Whether the demonstration is here, and what needs it. */
export const getDemo = (): Promise<Demonstration> => call('/demo')

/** Takes it back with all that was recorded of it; fails with 409 while something else needs it. */
export const leaveDemo = (): Promise<void> => call('/demo', { method: 'DELETE' })

/** Where the logo is that was uploaded at this time. */
export const logoUrl = (at: number): string => `${root}/logo?at=${at}`

/** Where a backup can be downloaded. */
export const backupUrl = `${root}/backup`

/** What is running here; `databaseSize` in bytes. */
export interface About {
  version: string
  node: string
  system: string
  startedAt: number
  database: 'SQLite' | 'PostgreSQL'
  databaseSize: number
}

/** Asks what is running here. */
export const getAbout = (): Promise<About> => call('/about')

/** A page of the log, newest first. */
export const getLogs = (filter: LogFilter, before: string | null): Promise<LogPage> =>
  call(`/logs?${logQuery(filter, { limit: '100', ...(before === null ? {} : { before }) })}`)

/** Where the log as it is filtered can be downloaded. */
export const logsExport = (filter: LogFilter, format: 'csv' | 'json'): string =>
  `${root}/logs/export?${logQuery(filter, { format })}`

function logQuery({ level, source, text }: LogFilter, more: Record<string, string>): URLSearchParams {
  return new URLSearchParams({ ...more, level, ...(source ? { source } : {}), ...(text ? { text } : {}) })
}

/** A series such as `kettle.processValue` over a span, in at most `count` buckets. */
export async function getBuckets(series: string, { from, to }: Span, count: number): Promise<Bucket[]> {
  const query = new URLSearchParams({ from: `${Math.floor(from)}`, to: `${Math.floor(to)}`, buckets: `${count}` })
  const { buckets } = await call<{ buckets: Bucket[] }>(`/readings/${series}?${query}`)
  return buckets
}

/** From when to when each series was kept. */
export const getSeries = (): Promise<{ series: string; from: number; to: number }[]> => all('readings')

/** Channels that something was published on, with their rates. */
export const getChannels = (): Promise<ChannelInfo[]> => all('channels')

/** The simulated boards and the truth behind their sensors. */
export const getSimulations = (): Promise<Simulation[]> => all('simulations')

/** Profiles to begin with. */
export const getTemplates = (): Promise<ProfileTemplate[]> => all('profile-templates')

/** Adds a profile. */
export const createProfile = (profile: Omit<Profile, 'version'>): Promise<Profile> => send('POST', '/profiles', profile)

/** Replaces a profile, unless it is no longer at that version. */
export const saveProfile = (profile: Omit<Profile, 'version'>, version: number): Promise<Profile> =>
  send('PUT', `/profiles/${profile.id}`, profile, ifMatch(version))

/** Deletes a profile, unless it is no longer at that version. */
export const deleteProfile = ({ id, version }: Pick<Profile, 'id' | 'version'>): Promise<void> =>
  call(`/profiles/${id}`, { method: 'DELETE', headers: ifMatch(version) })

/** What saving a profile would change for the vessels that follow it. */
export const previewProfile = async (profile: Omit<Profile, 'version'>): Promise<ProfileEffect[]> =>
  (await send<{ items: ProfileEffect[] }>('POST', `/profiles/${profile.id}/preview`, profile)).items

/** Stops the time of the profile a vessel follows, or lets it go on. */
export const pauseProfile = (vessel: string): Promise<Mode> =>
  call(`/vessels/${vessel}/profile/pause`, { method: 'POST' })
export const resumeProfile = (vessel: string): Promise<Mode> =>
  call(`/vessels/${vessel}/profile/resume`, { method: 'POST' })

/** Moves the profile a vessel follows to so many seconds after its start. */
export const jumpProfile = (vessel: string, elapsed: number): Promise<Mode> =>
  send('POST', `/vessels/${vessel}/profile/jump`, { elapsed })
