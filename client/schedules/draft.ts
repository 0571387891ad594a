import type { Issue } from '../../data/model/fault.ts'
import type { Condition, Schedule, Step, StepTarget } from '../../data/model/schedule.ts'

/** A schedule as it is being edited. */
export type Draft = Omit<Schedule, 'version'>

/** What is saved of a schedule. */
export const draftOf = ({ version: _, ...draft }: Schedule): Draft => draft

const hour = 3600
const day = 24 * hour

/** A step to begin with: an hour at a temperature. */
export const freshStep = (kind: Schedule['kind']): Step => ({
  name: 'Rest',
  target: { kind: 'temperature', temperature: kind === 'mash' ? 67 : 18 },
  ramp: { kind: 'fast' },
  tolerance: 0.5,
  until: { match: 'all', conditions: [{ kind: 'time', seconds: kind === 'mash' ? hour : 7 * day }] },
  confirmStart: null,
  confirmEnd: null,
  additions: [],
})

/** What a schedule starts with that was not made from a template. */
export const blank = { kind: 'mash' as const, steps: [freshStep('mash')] }

/** Each kind of target as it is first. */
export const freshTarget: Record<StepTarget['kind'], StepTarget> = {
  temperature: { kind: 'temperature', temperature: 67 },
  boil: { kind: 'boil', power: 100 },
  'free-rise': { kind: 'free-rise', maximum: 22 },
  rest: { kind: 'rest' },
}

/** Each kind of condition as it is first; `now` in ms. */
export const freshCondition = (kind: Condition['kind'], now: number): Condition => {
  switch (kind) {
    case 'time':
      return { kind, seconds: hour }
    case 'date':
      return { kind, at: Math.ceil((now + hour * 1000) / 3_600_000) * 3_600_000 }
    case 'gravity':
      return { kind, atMost: 1.012 }
    case 'attenuation':
      return { kind, atLeast: 75 }
    case 'stable-gravity':
      return { kind, within: 0.002, seconds: 2 * day }
  }
}

/** With a step at another place; what would leave the schedule stays. */
export function moveStep(draft: Draft, from: number, to: number): Draft {
  const step = draft.steps[from]
  if (!step || to < 0 || to >= draft.steps.length) return draft
  return { ...draft, steps: draft.steps.toSpliced(from, 1).toSpliced(to, 0, step) }
}

/** Without a step; the last one that is left stays. */
export const removeStep = (draft: Draft, index: number): Draft =>
  draft.steps.length > 1 ? { ...draft, steps: draft.steps.toSpliced(index, 1) } : draft

/** With another step behind one. */
export const addStep = (draft: Draft, index: number): Draft => ({
  ...draft,
  steps: draft.steps.toSpliced(index + 1, 0, freshStep(draft.kind)),
})

/** The seconds a step is held for; undefined when it ends by other things. */
export const timeOf = ({ until }: Pick<Step, 'until'>): number | undefined =>
  until.conditions.flatMap(condition => (condition.kind === 'time' ? condition.seconds : []))[0]

/** What is wrong with a draft, field by field, in sentences that say what would be right. */
export function issuesOf({ name, steps }: Draft): Issue[] {
  return [
    ...(name.trim() === '' ? [{ pointer: '/name', message: 'Give the schedule a name.' }] : []),
    ...steps.flatMap((step, n) =>
      stepIssues(step).map(issue => ({ ...issue, pointer: `/steps/${n}${issue.pointer}` })),
    ),
  ]
}

function stepIssues(step: Step): Issue[] {
  const issues: Issue[] = []
  if (step.name.trim() === '') issues.push({ pointer: '/name', message: 'Give the step a name.' })
  const times = step.until.conditions.filter(({ kind }) => kind === 'time')
  if (times.length > 1) issues.push({ pointer: '/until', message: 'A step has one time at most.' })
  const time = timeOf(step)
  for (const [n, { text, at, from }] of step.additions.entries()) {
    if (text.trim() === '') issues.push({ pointer: `/additions/${n}/text`, message: 'Say what to add, or remove it.' })
    if (time === undefined && from === 'end')
      issues.push({ pointer: `/additions/${n}/at`, message: 'This step ends by no time: count from its beginning.' })
    else if (time !== undefined && at > time)
      issues.push({ pointer: `/additions/${n}/at`, message: `The step takes ${Math.round(time / 60)} min only.` })
  }
  return issues
}
