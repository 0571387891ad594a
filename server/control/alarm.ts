import { type AlarmLife, type AlarmState, longestShelf } from '../../data/model/alarm.ts'
import type { Instant } from '../../data/model/units.ts'

/** What can happen to an alarm. */
export type AlarmInput =
  | { kind: 'cause'; on: boolean }
  | { kind: 'acknowledge' }
  | { kind: 'shelve'; until: Instant }
  | { kind: 'unshelve' }
  | { kind: 'suppress'; on: boolean }
  | { kind: 'out-of-service' }
  | { kind: 'in-service' }
  | { kind: 'time' }

/** An alarm that was never raised. */
export const freshLife: AlarmLife = {
  standing: false,
  told: 'no',
  shelvedUntil: null,
  outOfService: false,
  suppressed: false,
}

/**
 * The state an alarm's life amounts to.
 *
 * | state            | cause | told    | acknowledge → | cause goes → | cause comes →  |
 * |------------------|-------|---------|---------------|--------------|----------------|
 * | `normal`         | no    | no      | `normal`      | `normal`     | unacknowledged |
 * | `unacknowledged` | yes   | waiting | acknowledged  | `returned`   | unacknowledged |
 * | `acknowledged`   | yes   | seen    | acknowledged  | `normal`     | acknowledged   |
 * | `returned`       | no    | waiting | `normal`      | `returned`   | unacknowledged |
 *
 * Out of service, shelved and suppressed lie over these, in this order. Below them life goes on: what comes while nobody
 * is told, and lasts, is announced when they end; what came and went in between is not.
 */
export function stateOf(life: AlarmLife): AlarmState {
  if (life.outOfService) return 'out-of-service'
  if (life.shelvedUntil !== null) return 'shelved'
  if (life.suppressed) return 'suppressed'
  if (life.told === 'waiting') return life.standing ? 'unacknowledged' : 'returned'
  return life.standing ? 'acknowledged' : 'normal'
}

/** Whether people are kept from hearing of it. */
export function isHidden({ outOfService, shelvedUntil, suppressed }: AlarmLife): boolean {
  return outOfService || shelvedUntil !== null || suppressed
}

/** The life after an input at `now`; the same object when nothing changed. */
export function live(before: AlarmLife, input: AlarmInput, now: Instant): AlarmLife {
  const after = announced(take(before, input, now))
  const same = (Object.keys(after) as (keyof AlarmLife)[]).every(key => after[key] === before[key])
  return same ? before : after
}

function take(life: AlarmLife, input: AlarmInput, now: Instant): AlarmLife {
  switch (input.kind) {
    case 'cause':
      // What was seen is over; what waits to be seen goes on waiting.
      return { ...life, standing: input.on, told: !input.on && life.told !== 'waiting' ? 'no' : life.told }
    case 'acknowledge':
      return life.told === 'waiting' ? { ...life, told: life.standing ? 'seen' : 'no' } : life
    case 'shelve':
      return { ...life, shelvedUntil: Math.min(input.until, now + longestShelf * 1000) }
    case 'unshelve':
      return { ...life, shelvedUntil: null }
    case 'suppress':
      return { ...life, suppressed: input.on }
    case 'out-of-service':
      // Whoever takes it away takes it off the shelf too: it must not lie there when it comes back.
      return { ...life, outOfService: true, shelvedUntil: null }
    case 'in-service':
      return { ...life, outOfService: false }
    case 'time':
      return expired(life, now)
  }
}

/** Ends a shelf in time, and also one that lasts too long because somebody set the computer's clock back. */
function expired(life: AlarmLife, now: Instant): AlarmLife {
  if (life.shelvedUntil === null) return life
  const left = life.shelvedUntil - now
  return left <= 0 || left > longestShelf * 1000 ? { ...life, shelvedUntil: null } : life
}

function announced(life: AlarmLife): AlarmLife {
  return life.standing && life.told === 'no' && !isHidden(life) ? { ...life, told: 'waiting' } : life
}
