import { Fault } from '../../data/model/fault.ts'
import { standardLimits } from '../../data/model/limits.ts'
import { eventsOf } from '../../server/gateways/browser.ts'
import { createReplays } from '../../server/gateways/replays.ts'
import { BrowserSession } from '../../server/gateways/session.ts'
import { createHub } from '../../server/hub.ts'
import { isOwn } from '../../server/own-channels.ts'
import { createPublishing } from '../../server/publishing.ts'
import type { Recorder } from '../../server/recorder.ts'
import { createBuckets } from '../../server/token-bucket.ts'
import { testLine } from '../gateways/wire.ts'

/** A session with a hub of its own; what `say` answers is what was received at once. */
export function client(
  limits = {},
  keep: Recorder['keep'] = publish => publish(),
  { replays = createReplays(), hold = undefined as ((taken: () => void) => void) | undefined } = {},
) {
  const hub = createHub({
    clock: { now: () => 1234 },
    failed: error => {
      throw error
    },
  })
  const received: Record<string, unknown>[] = []
  const obeyed: unknown[] = []
  const alarms = {
    async obey(command: unknown) {
      obeyed.push(command)
      if (JSON.stringify(command).includes('moon')) throw new Fault('not-found', 'there is no alarm "moon"')
    },
  }
  const brewery = {
    owns: (channel: string) => isOwn(channel, id => id === 'kettle'),
    safety: { obey: async (command: unknown) => void obeyed.push(command) },
  }
  const time = { passed: 0 }
  const line = testLine(eventsOf(hub), text => received.push(JSON.parse(text)), hold)
  const bucket = createBuckets({ uptime: () => time.passed }, { ...standardLimits, ...limits }).connection()
  const publishing = createPublishing({ hub, brewery, alarms, recorder: { keep } })
  const session = new BrowserSession({ hub, publishing, replays, clock: { now: () => 1234 } }, line, bucket)
  const say = (message: unknown) => {
    received.length = 0
    session.receive(typeof message === 'string' ? message : JSON.stringify(message))
    return [...received]
  }
  return { hub, line, received, obeyed, say, time }
}
