/** A probe that shows the same bit for bit while its vessel is held, and what is done to see whether it is alive. */
export interface Knocking {
  value: number | null
  /** Since when it shows that, and for how many seconds it is held meanwhile. */
  held: number
  /** Seconds for which it was watched, and the longest it ever showed the same. */
  watched: number
  longest: number
  /** °C that what was put in would have moved an adiabatic vessel since. */
  owed: number
  /** Pulses so far, and of this one: seconds it worked, waited to, and rested after; null: nobody knocks. */
  knock: { pulses: number; worked: number; waited: number; rested: number; owed: number } | null
  patience: number
}

/** Nothing seen yet. */
export const freshKnocking: Knocking = {
  value: null,
  held: 0,
  watched: 0,
  longest: 0,
  owed: 0,
  knock: null,
  patience: 1,
}

/** A tick in which the vessel is held: share of full power of what knocks, and °C/s by which all that works moves the vessel. */
export interface Stirring {
  seconds: number
  share: number
  stirred: number
  /** °C between two readings. */
  step: number
}

/**
 * A live probe changes by a bit now and then. One that was watched for hours is known: three times as long as it ever took is
 * suspect, but half an hour at least; one that is new, after an hour. Where nothing worked meanwhile that should have changed it,
 * four times as long: it may stand still at the set point itself.
 */
const suspect = { times: 3, known: 1800, unknown: 3600, watched: 4 * 3600, unmoved: 4 }
const mostPatience = 8
/** A first pulse of so many seconds, each next one twice as long, and how long it takes to arrive in the vessel and in its probe. */
const pulse = 180
const arriving = 900
/** Steps that pulses would make in an adiabatic vessel and that were not seen: half of what heats the air of a leaky fridge never gets there. */
const enough = 5
/** Nothing works when it is told to: given up. */
const hindered = 2400

const first = { pulses: 0, worked: 0, waited: 0, rested: 0, owed: 0 }

/** After a reading: a value that differs by a bit proves the probe alive. */
export function shown(before: Knocking, value: number): Knocking {
  if (before.value === value) return before
  const patience = before.knock ? Math.min(mostPatience, before.patience * 2) : before.patience
  const longest = Math.max(before.longest, before.held)
  return { ...before, value, held: 0, owed: 0, knock: null, longest, patience }
}

/** After a tick, and whether the probe is found to be frozen. */
export function knock(before: Knocking, stirring: Stirring): { state: Knocking; failed: boolean } {
  const { seconds, share, stirred, step } = stirring
  const state = {
    ...before,
    held: before.held + seconds,
    watched: before.watched + seconds,
    owed: before.owed + Math.abs(stirred) * seconds,
  }
  if (!state.knock) {
    const least = state.watched >= suspect.watched ? suspect.known : suspect.unknown
    const due = Math.max(least, suspect.times * state.longest) * state.patience
    const starts = state.held >= due * (state.owed >= step ? 1 : suspect.unmoved)
    return { state: starts ? { ...state, knock: first } : state, failed: false }
  }
  const { pulses, owed } = state.knock
  const now = { ...state.knock, owed: owed + Math.abs(stirred) * seconds, waited: state.knock.waited + seconds }
  if (knocks(state) === 'works') {
    const next = { ...now, worked: now.worked + share * seconds }
    if (now.waited < hindered + pulseOf(pulses)) return { state: { ...state, knock: next }, failed: false }
    return { state: { ...state, held: 0, knock: null }, failed: false }
  }
  const rested = share > 0 ? 0 : now.rested + seconds
  if (rested < arriving) return { state: { ...state, knock: { ...now, rested } }, failed: false }
  if (now.owed >= enough * step) return { state: { ...freshKnocking, value: state.value }, failed: true }
  return { state: { ...state, knock: { ...first, pulses: pulses + 1, owed: now.owed } }, failed: false }
}

const pulseOf = (pulses: number) => pulse * 2 ** pulses

/** Whether what knocks is to work now, or all is to rest; null: nobody knocks. */
export function knocks({ knock }: Knocking): 'works' | 'rests' | null {
  return knock && (knock.worked < pulseOf(knock.pulses) ? 'works' : 'rests')
}
