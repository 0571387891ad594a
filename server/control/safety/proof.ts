import { type AirLine, courseOf, latest } from './air-line.ts'
import { type Answers, type Asking, listen, listening, unasked } from './answers.ts'

/** A vessel with air around it that is measured, as a proof of one of its actuators sees it. */
export interface Scene extends Asking {
  /** Whether it is held at a set point, so that a proof may move its actuators. */
  held: boolean
}

/** How far the proof of an actuator is: it rests until the air is calm, then runs until the air answers. */
export interface Proof {
  answers: Answers
  stage: 'none' | 'rest' | 'quick' | 'pulse'
  since: number
  /** When the actuator really began to run. */
  pulsedAt: number | null
  /** Air above its vessel before the pulse, and the most of it that a passed proof explained; turned, °C. */
  offset: number
  explained: number
  /** How many times as much it may be asked for before the next proof. */
  patience: { asked: number; opposed: number }
}

/** Nothing is to be proved. */
export const freshProof: Proof = {
  answers: unasked,
  stage: 'none',
  since: 0,
  pulsedAt: null,
  offset: 0,
  explained: 0,
  patience: { asked: 1, opposed: 1 },
}

/** What is stuck does not answer: dead, or on all the time. */
export type Verdict = 'dead' | 'stuck-on'

/** Seconds of full power without an answer that are owed a proof, of the actuator and of its opposite that may fight it. */
const owed = { asked: 1800, opposed: { 1: 7200, [-1]: 14_400 } }
const mostPatience = 16
/** Air so far beyond its vessel while nothing runs is to be explained, °C: least effect of what is welded on, after so many s of rest. */
const odd = { 1: { by: 1.5, after: 1200 }, [-1]: { by: 2.5, after: 2400 } }
const more = 1
/** The air is calm when it moves by less than this, °C/s, after so many seconds of rest; longer nobody waits. */
const calm = { slope: 0.02 / 60, least: 600, most: 3600 }
/** A short pulse in a rest that was there anyway. */
const quick = 420
/** An actuator that cannot be moved is not proved, s. */
const hindered = 2400
/** °C by which air is expected above its vessel for each degree that the room, taken for 20 °C, is. */
const coupling = 0.35
const usualRoom = 20

/** The proof after another look, and what it found. */
export function prove(before: Proof, scene: Scene): { state: Proof; verdict: Verdict | null } {
  const heard = listen(before.answers, scene)
  const state = { ...before, answers: heard.state }
  if (heard.answered) return { state: passed(state, scene), verdict: null }
  if (!scene.held) return { state: { ...state, stage: 'none', pulsedAt: null }, verdict: null }
  return advance(state, scene)
}

/** What its actuators are to do for it, −100…100 %; null: as they like. */
export function orderOf({ stage }: Proof, sign: 1 | -1): number | null {
  return stage === 'none' ? null : stage === 'rest' ? 0 : sign * 100
}

function passed(state: Proof, scene: Scene): Proof {
  const { asked, opposed } = state.patience
  const proved = state.stage !== 'none'
  const next = (patience: number) => Math.min(mostPatience, patience * 2)
  return {
    ...state,
    stage: 'none',
    pulsedAt: null,
    explained: proved ? Math.max(state.explained, offsetOf(scene), state.offset) : state.explained,
    patience: proved ? { asked: next(asked), opposed: next(opposed) } : state.patience,
  }
}

function advance(state: Proof, scene: Scene): { state: Proof; verdict: Verdict | null } {
  const { uptime, air } = scene
  const enter = (stage: Proof['stage']) => ({
    state: { ...state, stage, since: uptime, pulsedAt: null, offset: offsetOf(scene) },
    verdict: null,
  })
  const lasted = (uptime - state.since) / 1000
  const { alone, phase, phaseFor, edge } = state.answers
  const quiet = phase === 'quiet' ? Math.min(alone, phaseFor) : 0
  switch (state.stage) {
    case 'none': {
      const due = dueFor(state, scene, quiet)
      if (due === null) return { state, verdict: null }
      return enter(due)
    }
    case 'rest': {
      const slope = courseOf(air, uptime)?.slope ?? 0
      if (quiet >= calm.least && (Math.abs(slope) < calm.slope || lasted >= calm.most)) return enter('pulse')
      return lasted > calm.most + hindered ? enter('none') : { state, verdict: null }
    }
    case 'quick':
    case 'pulse': {
      const pulsedAt = state.pulsedAt ?? (edge?.up === 1 ? edge.course.at : null)
      const next = { ...state, pulsedAt }
      if (pulsedAt === null) return lasted > hindered ? enter('none') : { state: next, verdict: null }
      const ran = (uptime - pulsedAt) / 1000
      if (state.stage === 'quick' && ran >= quick) return enter('rest')
      if (ran < listening) return { state: next, verdict: null }
      return { state: { ...freshProof, explained: state.explained }, verdict: verdictOf(state, scene) }
    }
  }
}

function dueFor({ answers, patience, explained }: Proof, scene: Scene, quiet: number): 'rest' | 'quick' | null {
  const { sign } = scene
  if (answers.asked >= owed.asked * patience.asked) return 'rest'
  if (quiet >= odd[sign].after && offsetOf(scene) > Math.max(odd[sign].by, explained + more)) return 'rest'
  if (answers.opposed < owed.opposed[sign] * patience.opposed) return null
  return quiet >= calm.least ? 'quick' : answers.opposed >= 2 * owed.opposed[sign] * patience.opposed ? 'rest' : null
}

/** Whether the air is where nothing but the suspect puts it. */
function verdictOf({ offset, explained }: Proof, { sign, value }: Scene): Verdict {
  const room = sign * coupling * (usualRoom - value)
  return offset > Math.max(explained, room) + more ? 'stuck-on' : 'dead'
}

const offsetOf = ({ sign, value, air }: { sign: number; value: number; air: AirLine }): number =>
  sign * ((latest(air) ?? value) - value)
