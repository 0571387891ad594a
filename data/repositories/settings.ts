import type { Knex } from 'knex'
import { Settings } from '../model/setting.ts'
import type { Store } from '../store.ts'
import { outdated } from './collection.ts'
import { check, type Row, read } from './rows.ts'

/** The one set of settings; until somebody changes them they are the defaults, at version 1. */
export function settings(knex: Knex): Store['settings'] {
  return {
    get: () => current(knex),
    update(body, version) {
      return knex.transaction(async transaction => {
        const before = await current(transaction)
        if (version !== null && version !== before.version) throw outdated('settings', version, before.version)
        const after = check(Settings, 'settings', { ...body, version: before.version + 1 })
        const { version: counted, ...document } = after
        await transaction('settings')
          .insert({ key: 1, document: JSON.stringify(document), version: counted })
          .onConflict('key')
          .merge()
        return after
      })
    },
  }
}

async function current(knex: Knex): Promise<Settings> {
  const row: Row | undefined = await knex('settings').first()
  if (!row) return Settings.parse({ version: 1 })
  return toSettings(row)
}

/** The settings in a row; fails with `unusable`. */
export function toSettings({ key, document, version }: Row): Settings {
  return read(Settings, 'settings', key, () => ({ ...JSON.parse(String(document)), version }))
}
