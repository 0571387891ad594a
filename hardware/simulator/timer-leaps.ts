import type { AVRTimer, AVRTimerConfig, CPU, CPUMemoryHook } from 'avr8js'

// What a leap must know of avr8js's timer; these fields are private there.
interface Inside {
  tcnt: number
  TOP: number
  ocrA: number
  ocrB: number
  compA: number
  compB: number
  divider: number
  lastCycle: number
  countingUp: boolean
  tcntUpdated: boolean
  updateDivider: boolean
  TIMSK: number
  count: (reschedule?: boolean) => void
}

const overflowEnabled = 1
const compareAEnabled = 2
const compareBEnabled = 4
// Counts of a timer that nobody listens to: it must only be brought up to date now and then.
const idleCounts = 1 << 14

/** How many counts may pass before the timer does something that program or pins could notice; at least 1. */
const quietCounts = (timer: Inside, isPhaseCorrect: boolean): number => {
  const { tcnt, TOP, TIMSK, countingUp } = timer
  const listensToA = timer.compA !== 0 || (TIMSK & compareAEnabled) !== 0
  const listensToB = timer.compB !== 0 || (TIMSK & compareBEnabled) !== 0
  if (!listensToA && !listensToB && (TIMSK & overflowEnabled) === 0) return idleCounts
  const down = isPhaseCorrect && !countingUp
  let counts = down ? tcnt : isPhaseCorrect ? TOP - tcnt : TOP + 1 - tcnt
  for (const [listens, target] of [
    [listensToA, timer.ocrA],
    [listensToB, timer.ocrB],
  ] as const) {
    const distance = down ? tcnt - target : target - tcnt
    if (listens && distance > 0 && distance < counts) counts = distance
  }
  return Math.max(1, counts)
}

/**
 * Lets avr8js's timers leap from one noticeable moment to the next: by itself it handles an event for every single
 * count, 250,000 a second for each timer as the Arduino core sets them up, which costs more than the program.
 * Reading a counter, or changing what the timer does, brings it up to date first.
 */
export function leapTimers(cpu: CPU, timers: { timer: AVRTimer; config: AVRTimerConfig }[]): void {
  const addClockEvent = cpu.addClockEvent.bind(cpu)
  const insides = new Map<() => void, Inside>()
  const phaseCorrect = (config: AVRTimerConfig) => (cpu.data[config.TCCRA]! & 3) === 1
  const configs = new Map<Inside, AVRTimerConfig>()

  cpu.addClockEvent = (callback, cycles) => {
    const inside = insides.get(callback)
    if (!inside || inside.divider === 0 || inside.updateDivider || inside.tcntUpdated) {
      return addClockEvent(callback, cycles)
    }
    const counts = quietCounts(inside, phaseCorrect(configs.get(inside)!))
    return addClockEvent(callback, inside.lastCycle + counts * inside.divider - cpu.cycles)
  }

  for (const { timer, config } of timers) {
    const inside = timer as unknown as Inside
    insides.set(inside.count, inside)
    configs.set(inside, config)
    for (const register of [config.OCRA, config.OCRB, config.TIMSK, config.TCCRA]) {
      const hook = cpu.writeHooks[register] as CPUMemoryHook
      cpu.writeHooks[register] = (value, old, address, mask) => {
        if (!inside.updateDivider) inside.count(false)
        const isStored = hook(value, old, address, mask)
        if (!isStored) cpu.data[address] = value
        cpu.updateClockEvent(inside.count, 0)
        return true
      }
    }
  }
}
