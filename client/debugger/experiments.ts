import type { Bench, Experiment } from './experiment.ts'
import { addDevices, addProfiles } from './things.ts'
import { ale, lager, mash, type Post, postEvery } from './tracks.ts'

/** A group of buttons. */
export interface Group {
  title: string
  experiments: Experiment[]
}

const alarms = [
  {
    channel: 'alarms.debugger-controller',
    id: 'debugger.controller',
    message: 'A test: no communication with the controller of the Lager Chamber. Check its cable.',
  },
  {
    channel: 'alarms.debugger-set-point',
    id: 'debugger.set-point',
    message: 'A test: the Ale Chamber did not reach its set point in time. Check its door and its compressor.',
  },
]

const entries = [
  { level: 'info', message: 'A test: communication with controller 3 re-established' },
  { level: 'info', message: 'A test: Ale Chamber changed to profile mode' },
  { level: 'warning', message: 'A test: Lager Chamber was 1.5 °C above its set point for ten minutes' },
  { level: 'error', message: 'A test: no answer from controller 2 within five seconds' },
]

/** Publishes posts one after the other on a channel that is not the brewery's own. */
const stream =
  (channel: string, posts: () => Post[]) =>
  async (bench: Bench): Promise<void> => {
    for (const [n, post] of posts().entries()) {
      if (n > 0) await bench.pause(postEvery)
      await bench.call('POST', `/channels/${channel}`, post, { kind: 'message', channel })
    }
  }

/** Changes settings, and remembers what they were. */
async function changeSettings(bench: Bench, change: { breweryName: string; theme?: 'light' | 'dark' }): Promise<void> {
  const { version: _, ...settings } = bench.settings()
  const { breweryName, theme } = settings
  await bench.call('PUT', '/settings', { ...settings, ...change }, { kind: 'settings', before: { breweryName, theme } })
}

/** The test simulations; what they do is done through the same doors as by anybody else. */
export const groups: Group[] = [
  {
    title: 'Alarms',
    experiments: [
      {
        id: 'generate-alarm',
        label: 'Generate Alarm',
        sends: 'Two alarms on channels below alarms: a lost controller and a set point not reached.',
        async run(bench) {
          for (const { channel, id, message } of alarms) {
            const alarm = { id, active: true, at: bench.now(), source: 'debugger', message }
            await bench.call('POST', `/channels/${channel}`, alarm, { kind: 'alarm', channel, id, message })
          }
        },
      },
      {
        id: 'ack-alarms',
        label: 'Ack Alarms',
        sends: 'On the same channels: both test alarms are over.',
        async run(bench) {
          for (const { channel, id, message } of alarms) {
            const alarm = { id, active: false, at: bench.now(), source: 'debugger', message }
            await bench.call('POST', `/channels/${channel}`, alarm, { kind: 'message', channel })
          }
        },
      },
    ],
  },
  {
    title: 'Data',
    experiments: [
      {
        id: 'mash',
        label: 'Mash simulation',
        sends: '16 posts on data.simulation.mash, 1.2 s apart: four rests from 45 to 76 °C.',
        run: stream('data.simulation.mash', mash),
      },
      {
        id: 'ale',
        label: 'Ale Chamber simulation',
        sends: '16 posts on data.simulation.ale, 1.2 s apart: cooling from 19.4 °C to 18.',
        run: stream('data.simulation.ale', ale),
      },
      {
        id: 'lager',
        label: 'Lager Chamber simulation',
        sends: '16 posts on data.simulation.lager, 1.2 s apart: cooling from 12.6 °C.',
        run: stream('data.simulation.lager', lager),
      },
      {
        id: 'logs',
        label: 'Generate Logs',
        sends: 'Four entries on logs.debugger: heard by all, written down by nobody.',
        async run(bench) {
          const channel = 'logs.debugger'
          for (const entry of entries) {
            const said = { at: bench.now(), source: 'debugger', ...entry }
            await bench.call('POST', `/channels/${channel}`, said, { kind: 'message', channel })
          }
        },
      },
    ],
  },
  {
    title: 'Configuration',
    experiments: [
      {
        id: 'devices',
        label: 'Add Controllers/Devices',
        sends: 'A simulated board with two probes, an element, a pump and a kettle that is heated to 55 °C.',
        run: addDevices,
      },
      {
        id: 'profiles',
        label: 'Add Profiles',
        sends: 'Three profiles: an ale, a lager and a step mash.',
        run: addProfiles,
      },
      {
        id: 'logo',
        label: 'App Settings: Logo',
        sends: 'PUT settings with another brewery name, which is the logo.',
        run: bench => changeSettings(bench, { breweryName: 'Test Brewery' }),
      },
      {
        id: 'theme',
        label: 'App Settings: Logo/Theme',
        sends: 'PUT settings with another brewery name and the other one of light and dark.',
        run: bench => {
          const theme = bench.settings().theme === 'dark' ? 'light' : 'dark'
          return changeSettings(bench, { breweryName: 'Night Shift Brewery', theme })
        },
      },
    ],
  },
]
