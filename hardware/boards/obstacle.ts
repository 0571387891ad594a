import type { Actuator } from '../../data/model/actuator.ts'
import type { Obstacle } from '../device.ts'
import { phaseOf, type Supervised } from './supervised.ts'

/** Why nothing can be measured on a board, in a sentence; null when it can. */
export const silenceOf = (id: string, { link, known, reason }: Supervised): string | null => {
  if (link === 'up') return null
  const why = reason === null ? '' : `: ${reason}`
  return known ? `board ${id} is lost${why}` : `board ${id} has not answered yet${why}`
}

/** Why a board does not let an actuator move; null when it does. Pure. */
export const obstacleOf = (
  id: string,
  state: Supervised,
  { use, risk }: Pick<Actuator, 'use' | 'risk'>,
): Obstacle | null => {
  const silence = silenceOf(id, state)
  const isFirstTry = !state.known && state.reason === null
  if (silence !== null) return { reason: isFirstTry ? 'starting' : 'board', message: silence }
  if (phaseOf(state) === 'flapping')
    return { reason: 'board', message: `board ${id} comes and goes: its outputs rest until it has stayed for a minute` }
  const heartbeat = state.heartbeat.state
  if (heartbeat === 'tripped')
    return {
      reason: 'heartbeat',
      message: `board ${id} went safe by itself and is locked until its heartbeat is armed again`,
    }
  if (use !== 'heater' || heartbeat === 'armed' || risk !== null) return null
  if (heartbeat === 'absent')
    return {
      reason: 'heartbeat',
      message: `the firmware of board ${id} cannot switch a heater off when the computer fails: load Maelstrom's firmware onto it, or accept the risk`,
    }
  return { reason: 'arming', message: `board ${id} has not confirmed that its heartbeat is armed` }
}
