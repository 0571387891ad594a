import { changeLogo, changeSettings } from './appearance.ts'
import type { Bench, Experiment } from './experiment.ts'
import { addDevices, addProfiles } from './things.ts'
import { ale, lager, mash, type Post, postEvery } from './tracks.ts'

/** A group of buttons. */
export interface Group {
  title: string
  experiments: Experiment[]
}

/** A sensor that hears a channel, and what rings when it hears 1. */
const alarmSensor = {
  id: 'debugger-alarm',
  name: 'Test alarm',
  board: null,
  driver: { kind: 'channel', channel: 'debugger.alarm', unit: 'none' },
}
const alarmRule = {
  source: { kind: 'sensor', id: alarmSensor.id },
  condition: { kind: 'high', limit: 0.5 },
  delay: 0,
  offDelay: 0,
}
const alarmRules = [
  {
    ...alarmRule,
    id: 'debugger-controller',
    name: 'Test: controller lost',
    priority: 'high',
    message: 'A test: no communication with the controller of the Lager Chamber. Check its cable.',
  },
  {
    ...alarmRule,
    id: 'debugger-set-point',
    name: 'Test: set point not reached',
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

/** The test simulations; what they do is done through the same doors as by anybody else. */
export const groups: Group[] = [
  {
    title: 'Alarms',
    experiments: [
      {
        id: 'generate-alarm',
        label: 'Generate Alarm',
        sends: 'A sensor that hears debugger.alarm, two rules that watch it, and a value that breaks them.',
        async run(bench) {
          const { channel } = alarmSensor.driver
          await bench.call('POST', '/sensors', alarmSensor, { kind: 'thing', path: `/sensors/${alarmSensor.id}` })
          for (const rule of alarmRules)
            await bench.call('POST', '/alarm-rules', rule, { kind: 'thing', path: `/alarm-rules/${rule.id}` })
          // Down first, so that it rings again; and twice, as a value counts from the second on.
          for (const value of [0, 0, 1, 1])
            await bench.call('POST', `/channels/${channel}`, value, { kind: 'message', channel })
        },
      },
      {
        id: 'ack-alarms',
        label: 'Ack Alarms',
        sends: 'Acknowledges every alarm that waits for it, also real ones.',
        async run(bench) {
          await bench.call('POST', '/alarms/acknowledge', { by: 'debugger' })
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
        sends: 'PUT settings with another brewery name, PUT logo with another picture.',
        async run(bench) {
          await changeSettings(bench, { breweryName: 'Test Brewery' })
          await changeLogo(bench, 'day')
        },
      },
      {
        id: 'theme',
        label: 'App Settings: Logo/Theme',
        sends: 'PUT settings with another brewery name and the other one of light and dark, PUT logo with a moon.',
        async run(bench) {
          const theme = (await bench.settings()).theme === 'dark' ? 'light' : 'dark'
          await changeSettings(bench, { breweryName: 'Night Shift Brewery', theme })
          await changeLogo(bench, 'night')
        },
      },
    ],
  },
]
