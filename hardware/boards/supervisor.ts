import type { Heartbeat } from '../../data/model/board.ts'
import type { Level } from '../../data/model/log.ts'
import type { HeartbeatStatus } from './heartbeat.ts'
import { type Effect, type Input, noHeartbeat, type Supervised, timing } from './supervised.ts'

type Step = [Supervised, Effect[]]

const log = (level: Level, message: string): Effect => ({ kind: 'log', level, message })

const backOff = (failures: number) => Math.min(timing.longestRetry, timing.firstRetry * 2 ** (failures - 1))

/** Also a board that is taken for lost may still hear. */
const letGo = ({ link }: Supervised): Effect[] =>
  link === 'up' ? [{ kind: 'rest' }, { kind: 'detach' }, { kind: 'close' }] : [{ kind: 'close' }]

const unsteady = 'comes and goes: check its cable and its power supply'

/** Counts a loss or a reset. After some within a minute the board flaps until it has stayed for one. */
const shake = (state: Supervised, at: number): Step => {
  const recentLosses = [...state.recentLosses.filter(then => at - then < timing.stable), at]
  const flapping = state.flapping || recentLosses.length >= timing.lossesToFlap
  return [{ ...state, recentLosses, flapping }, flapping && !state.flapping ? [log('error', unsteady)] : []]
}

const fail = (state: Supervised, reason: string, at: number): Step => {
  const wasUp = state.link === 'up'
  const [shaken, alarm] = wasUp ? shake(state, at) : [state, []]
  const failures = Math.min(state.failures + 1, 16)
  const effects = letGo(state)
  if (wasUp) effects.push(log('warning', `lost: ${reason}`))
  else if (reason !== state.reason) effects.push(log('warning', `cannot be reached: ${reason}`))
  effects.push(...alarm)
  const heartbeat: Heartbeat = { ...state.heartbeat, state: state.heartbeat.state === 'absent' ? 'absent' : 'unarmed' }
  return [
    {
      ...shaken,
      link: 'waiting',
      since: at,
      next: at + backOff(failures),
      failures,
      losses: state.losses + (wasUp ? 1 : 0),
      heartbeat,
      reason,
    },
    effects,
  ]
}

const goUp = (state: Supervised, status: HeartbeatStatus | null, at: number): Step => {
  const effects: Effect[] = [{ kind: 'restore' }]
  effects.push(
    log('info', status ? 'ready' : 'ready; its firmware has no heartbeat and keeps outputs on when it is left'),
  )
  if (status?.state === 'tripped') effects.push(log('warning', 'its heartbeat had tripped: the outputs are safe'))
  return [
    {
      ...state,
      link: 'up',
      since: at,
      next: at + timing.ping,
      unanswered: 0,
      known: true,
      heartbeat: status ? foundHeartbeat(status) : noHeartbeat,
      armDue: status !== null,
      reason: state.flapping ? `it ${unsteady}` : null,
    },
    effects,
  ]
}

const heartbeatOf = ({ state, timeoutMs, trips, resetCause }: HeartbeatStatus): Heartbeat => ({
  state,
  timeoutMs: state === 'unarmed' ? null : timeoutMs,
  trips,
  resetCause,
})

/** What an earlier host may have armed is not what hangs on the board now. */
const foundHeartbeat = (status: HeartbeatStatus): Heartbeat =>
  heartbeatOf(status.state === 'armed' ? { ...status, state: 'unarmed' } : status)

/** The board has started anew by itself: its pins are inputs, its heartbeat is unarmed. */
const wasReset = (state: Supervised, how: string, at: number): Step => {
  const { heartbeat } = state
  const [shaken, alarm] = shake(state, at)
  const unarmed: Heartbeat =
    heartbeat.state === 'absent' ? heartbeat : { ...heartbeat, state: 'unarmed', timeoutMs: null }
  return [
    {
      ...shaken,
      since: at,
      unanswered: 0,
      heartbeat: unarmed,
      armDue: unarmed.state !== 'absent',
      reason: shaken.flapping ? `it ${unsteady}` : state.reason,
    },
    [{ kind: 'restore' }, log('warning', `was reset${how}: its outputs rest until they are written again`), ...alarm],
  ]
}

const onStatus = (state: Supervised, status: HeartbeatStatus, at: number): Step => {
  if (state.link === 'identifying') return goUp(state, status, at)
  if (state.link !== 'up') return [state, []]
  const before = state.heartbeat.state
  if (before === 'absent')
    return [
      { ...state, unanswered: 0, heartbeat: foundHeartbeat(status), armDue: true },
      [log('info', 'has a heartbeat after all')],
    ]
  // Armed by an earlier host, for other outputs perhaps: it counts only once this one has armed it.
  if (status.state === 'armed' && before === 'unarmed' && state.armDue) return [{ ...state, unanswered: 0 }, []]
  const next = { ...state, unanswered: 0, heartbeat: heartbeatOf(status) }
  if (status.state === 'unarmed') {
    if (before !== 'armed' && before !== 'tripped') return [{ ...next, armDue: true }, []]
    return wasReset(next, ` (${status.resetCause})`, at)
  }
  if (status.state === before) return [next, []]
  if (status.state === 'tripped')
    return [
      { ...next, armDue: true },
      [
        { kind: 'rest' },
        log('error', `its heartbeat tripped: nothing beat for ${status.timeoutMs} ms, its outputs are safe`),
      ],
    ]
  const effects: Effect[] = [log('info', `heartbeat armed, ${status.timeoutMs} ms`)]
  // The board took the outputs over while it was locked; they start from rest.
  return [next, before === 'tripped' ? [{ kind: 'restore' }, ...effects] : effects]
}

const onTick = (state: Supervised, at: number): Step => {
  const waited = at - state.since
  switch (state.link) {
    case 'stopped':
      return [state, []]
    case 'waiting':
      return at < state.next ? [state, []] : [{ ...state, link: 'opening', since: at }, [{ kind: 'open' }]]
    case 'opening':
      return waited < timing.answerWithin ? [state, []] : fail(state, 'its port does not open', at)
    case 'asking':
      if (waited >= timing.answerWithin)
        return fail(state, 'it does not answer: is there Firmata on it, and is the baud rate right?', at)
      return at < state.next ? [state, []] : [{ ...state, next: at + timing.askAgain }, [{ kind: 'ask-version' }]]
    case 'identifying':
      if (waited >= timing.identifyWithin) return goUp(state, null, at)
      return at < state.next ? [state, []] : [{ ...state, next: at + timing.identifyAgain }, [{ kind: 'ask-status' }]]
    case 'up': {
      const stable = waited >= timing.stable
      const calm = stable ? { ...state, failures: 0, recentLosses: [], flapping: false, reason: null } : state
      const effects: Effect[] =
        stable && state.flapping ? [log('info', 'has stayed for a minute: relied on again')] : []
      if (at < state.next) return [calm, effects]
      if (state.unanswered >= timing.missedPings)
        return fail(calm, `it has not answered for ${timing.missedPings} s`, at)
      // Without an answer one does not know that there is no heartbeat: on a bad line it may have been lost.
      if (state.heartbeat.state === 'absent') effects.push({ kind: 'ask-firmware' })
      effects.push({ kind: 'ask-status' })
      return [{ ...calm, next: at + timing.ping, unanswered: state.unanswered + 1 }, effects]
    }
  }
}

/** One step of a board's life: what it becomes, and what is to be done, in this order. Pure. */
export const supervise = (state: Supervised, input: Input, at: number): Step => {
  const up = state.link === 'up'
  const heartbeat = state.heartbeat.state
  switch (input.kind) {
    case 'start':
      return state.link === 'stopped' ? [{ ...state, link: 'opening', since: at }, [{ kind: 'open' }]] : [state, []]
    case 'stop':
      return [{ ...state, link: 'stopped', since: at }, letGo(state)]
    case 'opened':
      if (state.link !== 'opening') return [state, []]
      return [{ ...state, link: 'asking', since: at, next: at + timing.firstAsk }, []]
    case 'introduced':
      if (state.link !== 'asking') return [state, []]
      return [{ ...state, link: 'identifying', since: at, next: at + timing.identifyAgain }, [{ kind: 'ask-status' }]]
    case 'closed':
      return state.link === 'stopped' || state.link === 'waiting' ? [state, []] : fail(state, input.reason, at)
    case 'version':
      return up ? wasReset(state, '', at) : [state, []]
    case 'status':
      return onStatus(state, input.status, at)
    case 'answered':
      return up ? [{ ...state, unanswered: 0 }, []] : [state, []]
    case 'rewired':
      // An output that an armed board does not know it sets low by itself, which closes an active-low relay.
      return [{ ...state, armDue: up && heartbeat !== 'absent' }, up && heartbeat === 'armed' ? [{ kind: 'arm' }] : []]
    case 'beat':
      if (!up || heartbeat === 'absent') return [state, []]
      return state.armDue ? [{ ...state, armDue: false }, [{ kind: 'arm' }]] : [state, [{ kind: 'beat' }]]
    case 'tick':
      return onTick(state, at)
  }
}
