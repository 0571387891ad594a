import { setImmediate } from 'node:timers/promises'
import type { OutageListener } from '../../data/lasting.ts'
import { Fault } from '../../data/model/fault.ts'
import { Settings } from '../../data/model/setting.ts'
import type { Store } from '../../data/store.ts'
import { loadConfiguration } from '../../server/configuration.ts'
import { createClassicSettings } from '../../server/gateways/classic/settings.ts'
import { houseRoutes } from '../../server/http/house.ts'
import { clean, freshStore } from '../data/folder.ts'
import { profile } from '../data/things.ts'
import { eventually } from '../eventually.ts'

afterEach(clean)

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
    listen: () => {},
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

describe('a change that arrived although the store could not say so', () => {
  /** A house whose next write is done and not answered, as when the connection is lost or the thread ends at that moment. */
  async function unanswered() {
    const store = await freshStore()
    const changes: string[] = []
    let tellOutage: OutageListener = () => {}
    const lost = async (done: Promise<unknown>) => {
      await done
      throw new Fault('unavailable', 'PostgreSQL cannot be reached.')
    }
    const { profiles, settings } = store
    const deaf = {
      ...store,
      listen: (listener: OutageListener) => {
        tellOutage = listener
      },
      profiles: { ...profiles },
      settings: { ...settings },
    } as Store
    const configuration = await loadConfiguration(
      deaf,
      () => null as never,
      ({ kind, event, id }) => changes.push(`${kind} ${event} ${id}`),
    )
    const lose = () => {
      deaf.profiles.create = body => lost(profiles.create(body)) as never
      deaf.profiles.remove = (id, version) => lost(profiles.remove(id, version)) as never
      deaf.settings.update = (body, version) => lost(settings.update(body, version)) as never
    }
    const answer = () => {
      Object.assign(deaf.profiles, profiles)
      Object.assign(deaf.settings, settings)
    }
    return { configuration, changes, lose, answer, back: () => tellOutage(null) }
  }
  const gone = { code: 'unavailable' }

  test('is known once the database is back', async () => {
    const { configuration, changes, lose, answer, back } = await unanswered()
    lose()
    await expect(configuration.create('profiles', profile)).rejects.toMatchObject(gone)
    answer()
    back()
    await eventually(() => configuration.plan.profiles.length === 1, 'the profile')
    lose()
    await expect(configuration.remove('profiles', profile.id, null)).rejects.toMatchObject(gone)
    answer()
    back()
    await eventually(() => configuration.plan.profiles.length === 0, 'the profile to go')
    expect(changes).toEqual([`profiles created ${profile.id}`, `profiles deleted ${profile.id}`])
  })

  test('is known to the next one, so that nobody is told for ever to load the settings again', async () => {
    const { configuration, changes, lose, answer } = await unanswered()
    const { version, ...before } = configuration.settings
    lose()
    const change = configuration.updateSettings({ ...before, breweryName: 'Cellar' }, version)
    await expect(change).rejects.toMatchObject(gone)
    answer()
    const again = () => configuration.updateSettings({ ...before, theme: 'dark' }, configuration.settings.version)
    await expect(again()).rejects.toMatchObject({ code: 'outdated' })
    expect(configuration.settings).toMatchObject({ breweryName: 'Cellar', version: version + 1 })
    expect(await again()).toMatchObject({ theme: 'dark', version: version + 2 })
    expect(changes).toHaveLength(2)
  })
})
