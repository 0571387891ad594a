import { Fault } from '../data/model/fault.ts'
import type { ScheduleTemplate } from '../data/model/schedule.ts'
import type { Clock, Id, Instant } from '../data/model/units.ts'
import type { Mode } from '../data/model/vessel.ts'
import type { Alarms } from './alarms.ts'
import type { Brewery } from './brewery.ts'
import { asksOf, begun, type Told } from './control/schedule.ts'
import { commanded, type RunCommand } from './control/schedule-commands.ts'
import { alarmOf, type ScheduleKeeper } from './schedule-keeper.ts'
import { scheduleTemplates } from './schedule-templates.ts'
import { createTurns } from './turns.ts'

/** What can be done to schedules that vessels work through. */
export interface ScheduleRuns {
  /** Schedules to begin with, described in the unit of the settings. */
  templates(): ScheduleTemplate[]
  /** Begins at a time, or now. Fails like `Brewery.setMode`. */
  start(
    vessel: Id,
    asked: { schedule: Id; at?: Instant | undefined; originalGravity?: number | null | undefined },
  ): Promise<Mode>
  /** Whoever confirms something has heard its alarm. Fails with `not-found`, or with `conflict` when it means nothing now. */
  command(vessel: Id, command: RunCommand, by?: string): Promise<Mode>
}

/** Everything goes through `Brewery.setMode`, which keeps, tells and publishes it. */
export function createScheduleRuns(parts: {
  brewery: Brewery
  clock: Pick<Clock, 'now'>
  keeper: Pick<ScheduleKeeper, 'tell'>
  alarms: Pick<Alarms, 'acknowledge'>
}): ScheduleRuns {
  const { brewery, clock, keeper, alarms } = parts
  /** Of two that come at once the second finds what the first one made. */
  const inTurn = createTurns()
  /** Whether somebody set it is found out by each tick, which moves what runs; no time may be reckoned with before. */
  const lookAtClock = () => brewery.tick()
  return {
    templates: () => scheduleTemplates(brewery.configuration.settings.unit),
    async start(vessel, { schedule, at, originalGravity = null }) {
      lookAtClock()
      const run = begun(Math.max(at ?? 0, clock.now()), originalGravity)
      return brewery.setMode(vessel, { kind: 'schedule', schedule, run })
    },
    command: (vessel, command, by = 'somebody') =>
      inTurn(async () => {
        lookAtClock()
        const mode = brewery.mode(vessel)
        if (mode.kind !== 'schedule' || !mode.run)
          throw new Fault('conflict', `vessel "${vessel}" works through no schedule: start one first`)
        const schedule = brewery.configuration.find('schedules', mode.schedule)
        const run = commanded(schedule, mode.run, command, clock.now())
        const asked = command.kind === 'confirm' ? (command.ask ?? asksOf(schedule, mode.run)[0]?.id) : undefined
        const after = await brewery.setMode(vessel, { ...mode, run })
        if (asked) await alarms.acknowledge(alarmOf(vessel, asked), by).catch(() => undefined)
        const told = { pause: 'paused', resume: 'resumed' } as const
        const what: Told['what'] | undefined =
          command.kind in told ? told[command.kind as keyof typeof told] : undefined
        if (what)
          keeper.tell(vessel, schedule.id, [{ what, step: run.step, text: `${schedule.name}: ${what} by hand` }])
        return after
      }),
  }
}
