import { alarmCommandForms, alarmCommandOf } from '../data/model/alarm.ts'
import { checkChannel, type Publication } from '../data/model/channels.ts'
import { Fault } from '../data/model/fault.ts'
import { emergencyCommandOf } from '../data/model/safety.ts'
import type { Alarms } from './alarms.ts'
import type { Brewery } from './brewery.ts'
import type { Hub } from './hub.ts'
import type { Recorder } from './recorder.ts'

/**
 * How somebody outside publishes, through whatever door. Answers sequence numbers once what was made of the message is on
 * the disk, at once when there is nothing to write; fails with `invalid`, `refused`, or `unavailable` when it was published
 * but cannot be written.
 */
export interface Publishing {
  /** A command to the alarms is done first, and told to nobody. */
  one(message: Publication): number | Promise<number>
  /** All or none. */
  all(messages: readonly Publication[]): number[] | Promise<number[]>
  /** Fails with `refused` when only the brewery speaks on the channel, with `invalid` when what it owns is none. */
  admit(channel: string): void
}

/** Publishes on the hub what is not the brewery's own. */
export function createPublishing(parts: {
  hub: Hub
  brewery: Pick<Brewery, 'owns'> & { safety: Pick<Brewery['safety'], 'obey'> }
  alarms: Pick<Alarms, 'obey'>
  recorder: Pick<Recorder, 'keep'>
}): Publishing {
  const { hub, brewery, alarms, recorder } = parts

  function admit(channel: string): void {
    if (!brewery.owns(channel)) return
    // Of all others the hub knows.
    checkChannel(channel)
    const right = channel === 'alarms' ? `only ${alarmCommandForms} may be published on it` : 'publish on another one'
    throw new Fault('refused', `channel "${channel}" is the brewery's own: ${right}`)
  }

  return {
    admit,
    one(message) {
      const { channel, data } = message
      const emergency = emergencyCommandOf(channel, data)
      if (emergency) return brewery.safety.obey(emergency).then(() => hub.sequence(channel))
      const command = alarmCommandOf(channel, data)
      if (command) return alarms.obey(command).then(() => hub.sequence(channel))
      admit(channel)
      return recorder.keep(() => hub.accept([message])[0]!.sequence)
    },
    all(messages) {
      for (const { channel, data } of messages) {
        // Whether a command can be done shows only in doing it, when others of the batch would be out already.
        if (emergencyCommandOf(channel, data) || alarmCommandOf(channel, data))
          throw new Fault('invalid', `commands on "${channel}" cannot be part of a batch: publish them by themselves`)
        admit(channel)
      }
      return recorder.keep(() => hub.accept(messages).map(({ sequence }) => sequence))
    },
  }
}
