import { type AirLine, courseOf, isCalm, isFrozen, latest } from './air-line.ts'
import { type Answers, type Asking, listen, listening, unasked } from './answers.ts'

/** A vessel with air around it that is measured, as a proof of one of its actuators sees it. */
export interface Scene extends Asking {
  /** Whether it is held at a set point, and nothing else moves its actuators. */
  free: boolean
  /** How far the proof of its opposite is: only what is odd comes before one that rests, and nothing before a pulse. */
  rival: Proof['stage']
}

/** How far the proof of an actuator is: it rests until the air is calm, then runs until the air answers. */
export interface Proof {
  answers: Answers
  stage: 'none' | 'rest' | 'quick' | 'pulse'
  /** Why: it was asked for much, its opposite was in vain, or without a break for long, or the air is where nothing known puts it. */
  cause: Cause
  since: number
  /** When the actuator really began to run. */
  pulsedAt: number | null
  /** Air above its vessel an hour after the pulse, had there been none, and the most of it that a passed proof explained; turned, °C. */
  offset: number
  explained: number
  /** How many times as much it may be asked for before the next proof. */
  patience: Record<Cause, number>
  /** How often in a row something else moved the air meanwhile, so that all began anew. */
  spoiled: number
}

type Due = ['rest' | 'quick', Cause]
type Cause = 'asked' | 'opposed' | 'fought' | 'odd'

/** Nothing is to be proved. */
export const freshProof: Proof = {
  answers: unasked,
  stage: 'none',
  cause: 'asked',
  since: 0,
  pulsedAt: null,
  offset: 0,
  explained: 0,
  patience: { asked: 1, opposed: 1, fought: 1, odd: 1 },
  spoiled: 0,
}

/** What is stuck does not answer: dead, or on all the time; or it is the probe in the air that is. */
export type Verdict = 'dead' | 'stuck-on' | 'frozen'

/** Seconds of full power without an answer that are owed a proof, of the actuator and of its opposite that may fight it. */
const owed = { asked: { 1: 1800, [-1]: 2700 }, opposed: { 1: 3600, [-1]: 5400 } }
/** And without a break, though the vessel moves all the while: longer than a sound fridge takes for its own volume. */
const longFight = 8 * 3600
const mostPatience = { asked: 16, opposed: 16, fought: 4, odd: 1 }
/** Air so far beyond its vessel while nothing runs is to be explained, °C: least effect of what is welded on, after so many s of rest. */
const odd = { 1: { by: 1.5, after: 1200 }, [-1]: { by: 2.5, after: 2400 } }
const more = 1.5
/** Seconds of rest after which calm air is believed to stay so, and for how long that is waited for. */
const resting = { least: 600, most: 3600 }
/** A short pulse in a rest that was there anyway. */
const quick = 420
/** An actuator that cannot be moved is not proved, s. */
const hindered = 2400
/** °C by which air is expected above its vessel for each degree that a warm, or a cold, room is. */
const coupling = 0.35
const usualRoom = { 1: 20, [-1]: 15 }
/** °C against its course that no actuator moves air while another runs: a door was opened or closed. A proof begins anew so often. */
const disturbance = 1
const mostSpoiled = 3
/** What was asked for rather is dead, unless the air is further beyond. */
const doubt = 2

/** The proof after another look, and what it found. */
export function prove(before: Proof, scene: Scene): { state: Proof; verdict: Verdict | null } {
  const { state: answers, heard } = listen(before.answers, scene)
  const state = { ...before, answers }
  if (heard === 'answer') return { state: passed(state), verdict: null }
  if (heard === 'silence' && state.stage === 'none') return condemned(state, scene, 'asked', offsetOf(scene))
  if (!scene.free) return { state: { ...state, stage: 'none', pulsedAt: null }, verdict: null }
  return advance(state, scene, heard === 'doubt')
}

/** What its actuators are to do for it, −100…100 %; null: as they like. */
export function orderOf({ stage }: Proof, sign: 1 | -1): number | null {
  return stage === 'none' ? null : stage === 'rest' ? 0 : sign * 100
}

function passed(state: Proof): Proof {
  const { stage, cause, patience, pulsedAt } = state
  if (stage === 'none') return state
  return {
    ...state,
    stage: 'none',
    spoiled: 0,
    pulsedAt: null,
    explained: pulsedAt === null ? state.explained : Math.max(state.explained, state.offset),
    patience: { ...patience, [cause]: Math.min(mostPatience[cause], patience[cause] * 2) },
  }
}

function advance(state: Proof, scene: Scene, doubtful: boolean): { state: Proof; verdict: Verdict | null } {
  const { uptime, sign, air } = scene
  const enter = (stage: Proof['stage'], cause = state.cause, spoiled = 0) => ({
    state: { ...state, stage, cause, since: uptime, pulsedAt: null, offset: offsetOf(scene), spoiled },
    verdict: null,
  })
  const lasted = (uptime - state.since) / 1000
  const { alone, phase, phaseFor, edge } = state.answers
  const quiet = phase === 'quiet' ? Math.min(alone, phaseFor) : 0
  switch (state.stage) {
    case 'none': {
      // At its limit it may hold its vessel no more than where it is: what the air shows is its work.
      const shows = isBeyond({ ...state, cause: 'asked' }, scene, offsetOf(scene)) && !isFrozen(air, uptime)
      if (phase === 'work' && shows)
        return { state: { ...state, answers: { ...state.answers, asked: 0 } }, verdict: null }
      const due: Due | null = doubtful && scene.rival === 'none' ? ['rest', 'asked'] : dueFor(state, scene, quiet)
      return due ? enter(...due) : { state, verdict: null }
    }
    case 'rest': {
      // It came back: an evaporator was still cold, or a door was open.
      if (state.cause === 'odd' && !isOdd(state, scene)) return enter('none')
      const slope = courseOf(air, uptime)?.slope ?? 0
      // The evaporator of a cooler that is on is cold already: air, minutes behind it, shows that as no cold room does, and a pulse
      // would cost the vessel tenths of a degree.
      const near = offsetOf(scene) + sign * slope * resting.least
      const mayBeOn = state.cause === 'opposed' || state.cause === 'fought'
      if (quiet >= resting.least && sign < 0 && mayBeOn && !isBeyond(state, scene, near))
        return { state: passed(state), verdict: null }
      if (quiet >= resting.least && (isCalm(air, uptime) || lasted >= resting.most)) {
        const offset = offsetOf(scene) + sign * slope * resting.most
        return { state: { ...state, stage: 'pulse', since: uptime, pulsedAt: null, offset }, verdict: null }
      }
      return lasted > resting.most + hindered ? enter('none') : { state, verdict: null }
    }
    case 'quick':
    case 'pulse': {
      const pulsedAt = state.pulsedAt ?? (edge?.up === 1 ? edge.course.at : null)
      const next = { ...state, pulsedAt }
      if (pulsedAt === null) return lasted > hindered ? enter('none') : { state: next, verdict: null }
      if (edge && edge.against >= disturbance && state.spoiled < mostSpoiled)
        return enter('rest', state.cause, state.spoiled + 1)
      const ran = (uptime - pulsedAt) / 1000
      if (state.stage === 'quick' && ran >= quick) return enter('rest')
      if (ran < listening[sign]) return { state: next, verdict: null }
      // What a door let in is gone by now; what is on still warms.
      return condemned(state, scene, state.cause, Math.min(state.offset, offsetOf(scene)))
    }
  }
}

/** Which stage comes first, and why; null: nothing is due. */
function dueFor(state: Proof, scene: Scene, quiet: number): ['rest' | 'quick', Cause] | null {
  const { answers, patience } = state
  const { sign, rival } = scene
  if (rival === 'pulse' || rival === 'quick') return null
  if (quiet >= odd[sign].after && isOdd(state, scene)) return ['rest', 'odd']
  if (rival === 'rest') return null
  if (answers.asked >= owed.asked[sign] * patience.asked) return ['rest', 'asked']
  if (answers.fought >= longFight * patience.fought) return ['rest', 'fought']
  const most = owed.opposed[sign] * patience.opposed
  if (answers.opposed < most) return null
  if (sign > 0 && quiet >= resting.least) return ['quick', 'opposed']
  return sign < 0 || answers.opposed >= 2 * most ? ['rest', 'opposed'] : null
}

/** Whether the air is further from its vessel than passed proofs explained. */
const isOdd = ({ explained }: Proof, scene: Scene): boolean =>
  offsetOf(scene) > Math.max(odd[scene.sign].by, explained + more)

/** What does not answer is on if the air is where nothing but it puts it, else dead; nothing can answer through a probe that stands still. */
function condemned(state: Proof, scene: Scene, cause: Cause, offset: number): { state: Proof; verdict: Verdict } {
  const isOn = isBeyond({ ...state, cause }, scene, offset)
  const verdict = isFrozen(scene.air, scene.uptime) ? 'frozen' : isOn ? 'stuck-on' : 'dead'
  return { state: { ...freshProof, explained: state.explained }, verdict }
}

/** Whether the air is further from its vessel than rooms, and what passed proofs explained, can put it. */
function isBeyond({ explained, cause }: Proof, { sign, value }: Scene, offset: number): boolean {
  const room = sign * coupling * (usualRoom[sign] - value)
  return offset > Math.max(explained, room) + (cause === 'asked' ? doubt : more)
}

const offsetOf = ({ sign, value, air }: { sign: number; value: number; air: AirLine }): number =>
  sign * ((latest(air) ?? value) - value)
