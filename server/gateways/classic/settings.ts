import { z } from 'zod'
import { AppSetting } from '../../../data/model/classic.ts'
import { Settings } from '../../../data/model/setting.ts'
import type { Cancel } from '../../../data/model/units.ts'
import type { Store } from '../../../data/store.ts'
import type { Brewery } from '../../brewery.ts'
import { parse } from '../../http/problem.ts'
import type { Hub } from '../../hub.ts'
import type { Log } from '../../log.ts'
import { createTurns } from '../../turns.ts'
import type { Broadcast } from './broadcast.ts'

/** The original's free list of names and values. */
export interface ClassicSettings {
  open(): Promise<void>
  close(): void
  all(): Promise<AppSetting[]>
  /** Fails with `invalid`. */
  change(body: unknown): Promise<void>
}

/** Names in the list that are settings of ours, written in whatever way. */
const ours = { breweryname: 'breweryName', theme: 'theme', unit: 'unit' } as const

/** What old clients set under one of our names becomes our setting where its value can be one, and ours theirs. */
export function createClassicSettings(parts: {
  hub: Pick<Hub, 'subscribe'>
  brewery: Pick<Brewery, 'configuration'>
  store: Pick<Store, 'classic'>
  broadcast: Broadcast
  log: Log
}): ClassicSettings {
  const { hub, brewery, store, broadcast, log } = parts
  const inTurn = createTurns()
  /** What old clients know. */
  let shown: AppSetting[] = []
  let cancel: Cancel = () => {}

  async function all(): Promise<AppSetting[]> {
    return (await store.classic.settings()).map(({ name, value }) => {
      const [key, mine] = mapped({ name, value })
      const current = key && brewery.configuration.settings[key]
      return { name, value: current && mine !== current ? current : value }
    })
  }

  async function tellChanges(): Promise<void> {
    const before = new Map(shown.map(({ name, value }) => [name, value]))
    shown = await all()
    const settings = shown.filter(({ name, value }) => before.get(name) !== value)
    if (settings.length > 0) broadcast.tell('_appsettings', { eventType: 'change', settings })
  }

  return {
    async open() {
      shown = await all()
      cancel = hub.subscribe('configuration.settings', () => {
        inTurn(tellChanges).catch(error => log('error', 'classic', `settings were not told: ${error.message}`))
      })
    },
    close: () => cancel(),
    all: () => inTurn(all),
    change: body =>
      inTurn(async () => {
        const settings = parse(z.array(AppSetting).max(1000), body, 'list of settings')
        await store.classic.keepSettings(settings)
        const { configuration } = brewery
        const asked = settings.map(mapped).filter(([key, value]) => key && configuration.settings[key] !== value)
        if (asked.length > 0) await configuration.changeSettings(Object.fromEntries(asked))
        shown = await all()
        broadcast.tell('_appsettings', { eventType: 'change', settings })
      }),
  }
}

/** The setting of ours that is meant, and its value; nothing when ours cannot have that value. */
function mapped({ name, value }: AppSetting): [keyof typeof fields, string] | [null, null] {
  const key = ours[name.toLowerCase().replace(/[\s_-]/g, '') as keyof typeof ours]
  if (!key || value === null) return [null, null]
  const { data } = fields[key].safeParse(key === 'breweryName' ? value : value.toLowerCase())
  return data === undefined ? [null, null] : [key, data]
}

const fields = {
  breweryName: Settings.shape.breweryName.unwrap(),
  theme: Settings.shape.theme.unwrap(),
  unit: Settings.shape.unit.unwrap(),
}
