import { alarmCommandOf } from '../data/model/alarm.ts'
import type { Publication } from '../data/model/channels.ts'
import { Fault } from '../data/model/fault.ts'
import type { Alarms } from './alarms.ts'
import type { Brewery } from './brewery.ts'
import type { Hub } from './hub.ts'

/** How somebody outside publishes, through whatever door. Answers sequence numbers; fails with `invalid` or `refused`. */
export interface Publishing {
  /** A command to the alarms is done first, and told to nobody. */
  one(message: Publication): number | Promise<number>
  /** All or none. */
  all(messages: readonly Publication[]): number[]
  /** Fails with `refused` when only the brewery speaks on the channel. */
  admit(channel: string): void
}

/** Publishes on the hub what is not the brewery's own. */
export function createPublishing(parts: {
  hub: Hub
  brewery: Pick<Brewery, 'owns'>
  alarms: Pick<Alarms, 'obey'>
}): Publishing {
  const { hub, brewery, alarms } = parts

  function admit(channel: string): void {
    if (brewery.owns(channel))
      throw new Fault('refused', `channel "${channel}" is the brewery's own: publish on another one`)
  }

  return {
    admit,
    one({ channel, data }) {
      admit(channel)
      const command = alarmCommandOf(channel, data)
      if (command) return alarms.obey(command).then(() => hub.sequence(channel))
      return hub.publish(channel, data).sequence
    },
    all(messages) {
      for (const { channel, data } of messages) {
        admit(channel)
        // Whether a command can be done shows only in doing it, when others of the batch would be out already.
        if (alarmCommandOf(channel, data)) throw new Fault('invalid', 'commands to alarms cannot be part of a batch')
      }
      return hub.publishAll(messages).map(({ sequence }) => sequence)
    },
  }
}
