import type { Actuator, ActuatorState } from '../data/model/actuator.ts'
import type { Alarm } from '../data/model/alarm.ts'
import type { Issue } from '../data/model/fault.ts'
import type { Profile } from '../data/model/profile.ts'
import type { Bucket } from '../data/model/reading.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { Settings } from '../data/model/setting.ts'
import type { Mode, Vessel } from '../data/model/vessel.ts'
import type { Brewery } from './brewery.ts'
import type { Span } from './ranges.ts'

/** Why a request failed, in a sentence for people; `status` is 0 when the server could not be reached. */
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
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
  const problem: { title?: string; detail?: string; issues?: Issue[] } = await answer.json().catch(() => ({}))
  const issues = problem.issues ?? []
  const sentence = issues[0]?.message ?? problem.detail ?? problem.title ?? `The brewery answered ${answer.status}.`
  throw new Refusal(answer.status, sentence, issues)
}

const send =
  (method: string) =>
  <T>(path: string, body: unknown): Promise<T> =>
    call(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Replaces something. */
export const put = send('PUT')

/** Adds something, or asks for something to be done. */
export const post = send('POST')

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
  const [settings, vessels, sensors, actuators, profiles, alarms] = await Promise.all([
    call<Settings>('/settings'),
    all<Vessel>('vessels'),
    all<Sensor>('sensors'),
    all<Actuator>('actuators'),
    all<Profile>('profiles'),
    all<Alarm>('alarms?state=all'),
  ])
  const abnormal = alarms.filter(({ state }) => state !== 'normal')
  return { settings, vessels, sensors, actuators, profiles, alarms: abnormal, states: {}, outputs: {} }
}

/** Tells a vessel what to do. */
export const setMode = (vessel: string, mode: Mode): Promise<Mode> => put(`/vessels/${vessel}/mode`, mode)

/** Switches a pump or valve, percent of full power. */
export const setOutput = (actuator: string, output: number): Promise<ActuatorState> =>
  put(`/actuators/${actuator}/output`, { output })

/** A series such as `kettle.processValue` over a span, in at most `count` buckets. */
export async function getBuckets(series: string, { from, to }: Span, count: number): Promise<Bucket[]> {
  const query = new URLSearchParams({ from: `${Math.floor(from)}`, to: `${Math.floor(to)}`, buckets: `${count}` })
  const { buckets } = await call<{ buckets: Bucket[] }>(`/readings/${series}?${query}`)
  return buckets
}

/** From when to when each series was kept. */
export const getSeries = (): Promise<{ series: string; from: number; to: number }[]> => all('readings')
