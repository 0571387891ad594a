import { setImmediate } from 'node:timers/promises'
import { Settings } from '../../data/model/setting.ts'
import type { Store } from '../../data/store.ts'
import { loadConfiguration } from '../../server/configuration.ts'
import { createClassicSettings } from '../../server/gateways/classic/settings.ts'
import { houseRoutes } from '../../server/http/house.ts'

/** The configuration of a house with nothing in it, over a disk that takes its time. */
async function configured() {
  let kept = Settings.parse({ version: 1 })
  const none = { all: async () => [] }
  const store = {
    boards: none,
    sensors: none,
    actuators: none,
    vessels: none,
    profiles: none,
    schedules: none,
    'alarm-rules': none,
    settings: {
      get: async () => kept,
      async update(body: Settings, version: number | null) {
        await setImmediate()
        if (version !== null && version !== kept.version) throw new Error('outdated')
        kept = { ...body, version: kept.version + 1 }
        return kept
      },
    },
    logo: { set: async () => {} },
    classic: { settings: async () => [], keepSettings: async () => {} },
  } as unknown as Store
  const configuration = await loadConfiguration(
    store,
    () => null as never,
    () => {},
  )
  const { version, ...settings } = configuration.settings
  const setUnit = () => configuration.updateSettings({ ...settings, unit: 'fahrenheit' }, version)
  return { store, configuration, setUnit }
}

test('a new logo leaves settings that are changed at the same time', async () => {
  const { store, configuration, setUnit } = await configured()
  const put = houseRoutes({ brewery: { configuration }, store, clock: { now: () => 5 } }).find(
    ({ method }) => method === 'put',
  )!
  const data = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64')
  const call = { body: { data } } as Parameters<typeof put.handle>[0]
  await Promise.all([setUnit(), put.handle(call)])
  expect(configuration.settings).toMatchObject({ unit: 'fahrenheit', logo: 5, version: 3 })
})

test('so does an old client that sets one of ours', async () => {
  const { store, configuration, setUnit } = await configured()
  const classic = createClassicSettings({
    hub: { subscribe: () => () => {} },
    brewery: { configuration },
    store,
    broadcast: { tell: () => {} } as unknown as Parameters<typeof createClassicSettings>[0]['broadcast'],
    log: () => {},
  })
  await Promise.all([setUnit(), classic.change([{ name: 'theme', value: 'dark' }])])
  expect(configuration.settings).toMatchObject({ unit: 'fahrenheit', theme: 'dark', version: 3 })
})
