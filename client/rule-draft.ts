import type { AlarmCondition, AlarmRule } from '../data/model/alarm-rule.ts'
import type { Issue } from '../data/model/fault.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { RuleBody } from './alarm-api.ts'
import { fromCelsius, number, sign, toCelsius, type Unit } from './format.ts'

/** What a rule may watch for. */
export type Kind = AlarmCondition['kind']

type NumberKey = 'limit' | 'deadband' | 'distance' | 'rate' | 'window' | 'delay' | 'offDelay'

/** A rule while somebody writes it: what stands in the fields, numbers as they were typed. */
export interface Draft extends Record<NumberKey, string> {
  /** null for a new one. */
  id: string | null
  version: number | null
  /** What it was begun in: nobody's numbers become others when somebody chooses another unit meanwhile. */
  unit: Unit
  name: string
  /** `vessel kettle`, as in an alarm; empty until it is chosen. */
  source: string
  kind: Kind
  direction: 'rising' | 'falling' | 'either'
  value: '0' | '1'
  priority: AlarmRule['priority']
  message: string
}

/** A number of a rule: where its problems point, and what it may be in °C, °C a minute or seconds. */
export interface NumberField {
  key: NumberKey
  pointer: string
  label: string
  measure: 'temperature' | 'difference' | 'rate' | 'seconds'
  minimum: number
  maximum: number
  hint: string
}

const deadband: NumberField = {
  key: 'deadband',
  pointer: '/condition/deadband',
  label: 'Deadband',
  measure: 'difference',
  minimum: 0,
  maximum: 50,
  hint: 'By how much it must have come back before the alarm may go.',
}
const limit: NumberField = {
  key: 'limit',
  pointer: '/condition/limit',
  label: 'Limit',
  measure: 'temperature',
  minimum: -60,
  maximum: 200,
  hint: '',
}
const distance: NumberField = {
  key: 'distance',
  pointer: '/condition/distance',
  label: 'Distance',
  measure: 'difference',
  minimum: 0.1,
  maximum: 100,
  hint: 'How far from the set point is too far.',
}
const rate: NumberField = {
  key: 'rate',
  pointer: '/condition/limit',
  label: 'Change',
  measure: 'rate',
  minimum: 0.01,
  maximum: 100,
  hint: '',
}
const window: NumberField = {
  key: 'window',
  pointer: '/condition/window',
  label: 'Measured over',
  measure: 'seconds',
  minimum: 10,
  maximum: 3600,
  hint: '',
}
const delay: NumberField = {
  key: 'delay',
  pointer: '/delay',
  label: 'Delay',
  measure: 'seconds',
  minimum: 0,
  maximum: 86_400,
  hint: 'How long it must be so before the alarm comes.',
}
const offDelay: NumberField = {
  ...delay,
  key: 'offDelay',
  pointer: '/offDelay',
  label: 'Delay of going',
  hint: 'How long it must be well before the alarm goes.',
}

const ofKind: Record<Kind, NumberField[]> = {
  high: [limit, deadband],
  low: [limit, deadband],
  deviation: [distance, deadband],
  rate: [rate, window],
  lost: [],
  digital: [],
}

/** Numbers of a condition. */
export const conditionFields = (kind: Kind): NumberField[] => ofKind[kind]

/** Numbers of every rule. */
export const delayFields: NumberField[] = [delay, offDelay]

/** What can be watched of something: `vessel kettle`. */
export function kindsOf(source: string, sensors: readonly Pick<Sensor, 'id' | 'driver'>[]): Kind[] {
  const [kind, id] = source.split(' ')
  if (kind === 'board') return ['lost']
  if (kind !== 'sensor') return ['high', 'low', 'deviation', 'rate', 'lost']
  const digital = sensors.find(sensor => sensor.id === id)?.driver.kind === 'digital'
  return digital ? ['digital', 'lost'] : ['high', 'low', 'rate', 'lost']
}

/** The unit a number is typed in. */
export function unitOf({ measure }: Pick<NumberField, 'measure'>, unit: Unit): string {
  if (measure === 'seconds') return 's'
  return measure === 'rate' ? `${sign(unit)}/min` : sign(unit)
}

function shown(value: number, { measure }: NumberField, unit: Unit): number {
  if (measure === 'seconds') return value
  const there = measure === 'temperature' ? fromCelsius(value, unit) : unit === 'celsius' ? value : value * 1.8
  return Math.round(there * 100) / 100
}

function kept(value: number, { measure }: NumberField, unit: Unit): number {
  if (measure === 'seconds') return value
  if (measure === 'temperature') return toCelsius(value, unit)
  return unit === 'celsius' ? value : Math.round((value / 1.8) * 1000) / 1000
}

/** So many that the least a number may be is told as it can be typed. */
const decimals: Record<NumberField['measure'], number> = { temperature: 1, difference: 1, rate: 2, seconds: 0 }

const fields = [limit, deadband, distance, rate, window, delay, offDelay]

/** What stands in the fields for a rule, or for a new one. */
export function draftOf(rule: AlarmRule | null, unit: Unit): Draft {
  const condition = rule?.condition ?? { kind: 'high' as const }
  const values: Partial<Record<NumberKey, number>> = { delay: rule?.delay ?? 5, offDelay: rule?.offDelay ?? 5 }
  for (const { key, pointer } of ofKind[condition.kind]) {
    const value = (condition as unknown as Record<string, number>)[pointer.slice('/condition/'.length)]
    if (value !== undefined) values[key] = value
  }
  const usual: Partial<Record<NumberKey, number>> = { deadband: 0.5, window: 60, distance: 2, rate: 1 }
  const texts = Object.fromEntries(
    fields.map(field => {
      const value = values[field.key] ?? usual[field.key]
      return [field.key, value === undefined ? '' : String(shown(value, field, unit))]
    }),
  ) as Record<NumberKey, string>
  return {
    ...texts,
    id: rule?.id ?? null,
    version: rule?.version ?? null,
    unit,
    name: rule?.name ?? '',
    source: rule ? `${rule.source.kind} ${rule.source.id}` : '',
    kind: condition.kind,
    direction: condition.kind === 'rate' ? condition.direction : 'either',
    value: condition.kind === 'digital' && condition.value === 0 ? '0' : '1',
    priority: rule?.priority ?? 'medium',
    message: rule?.message ?? '',
  }
}

/** An id made of a name, `too-warm` of “Too warm!”, that is not taken yet. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '')
  const base = words || 'rule'
  let id = base
  for (let n = 2; taken.includes(id); n++) id = `${base}-${n}`
  return id
}

/** The rule a draft amounts to, and what is wrong with what was typed; with issues the rule is not to be sent. */
export function ruleOf(draft: Draft, taken: readonly string[]): { rule: RuleBody; issues: Issue[] } {
  const { unit } = draft
  const issues: Issue[] = []
  const numberAt = (field: NumberField) => {
    const text = draft[field.key].trim().replace(',', '.').replace('−', '-')
    const value = text === '' ? Number.NaN : kept(Number(text), field, unit)
    if (value >= field.minimum && value <= field.maximum) return value
    const bound = (end: number) => number(shown(end, field, unit), decimals[field.measure])
    const range = `from ${bound(field.minimum)} to ${bound(field.maximum)}\u00a0${unitOf(field, unit)}`
    issues.push({ pointer: field.pointer, message: `Expected a number ${range}.` })
    return value
  }
  const name = draft.name.trim()
  if (name === '') issues.push({ pointer: '/name', message: 'Expected a name, such as “Kettle too hot”.' })
  const [kind = '', id = ''] = draft.source.split(' ')
  if (id === '') issues.push({ pointer: '/source', message: 'Choose what is to be watched.' })
  const rule: RuleBody = {
    id: draft.id ?? idFor(name, taken),
    name,
    source: { kind: kind as AlarmRule['source']['kind'], id },
    condition: conditionOf(draft, numberAt),
    delay: numberAt(delay),
    offDelay: numberAt(offDelay),
    priority: draft.priority,
    message: draft.message.trim() || null,
    ...(draft.version === null ? {} : { version: draft.version }),
  }
  return { rule, issues }
}

function conditionOf(draft: Draft, numberAt: (field: NumberField) => number): AlarmCondition {
  switch (draft.kind) {
    case 'high':
    case 'low':
      return { kind: draft.kind, limit: numberAt(limit), deadband: numberAt(deadband) }
    case 'deviation':
      return { kind: 'deviation', distance: numberAt(distance), deadband: numberAt(deadband) }
    case 'rate':
      return { kind: 'rate', limit: numberAt(rate), direction: draft.direction, window: numberAt(window) }
    case 'lost':
      return { kind: 'lost' }
    case 'digital':
      return { kind: 'digital', value: draft.value === '1' ? 1 : 0 }
  }
}
