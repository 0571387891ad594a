import type { Knex } from 'knex'
import { AppSetting, ProfileNotes } from '../model/classic.ts'
import type { Store } from '../store.ts'
import { check, type Row, read } from './rows.ts'
import { takeOver } from './take-over.ts'

/** What only the clients of the original Maelstrom ask for. */
export function classic(knex: Knex): Store['classic'] {
  return {
    async settings() {
      const rows: Row[] = await knex('appsetting').select('name', 'value').orderBy('id')
      return rows.map(row => read(AppSetting, 'appsetting', row.name, () => row))
    },
    keepSettings(settings) {
      return knex.transaction(async transaction => {
        for (const setting of settings) await keepSetting(transaction, setting)
      })
    },
    async notes() {
      const rows: Row[] = await knex('classic_profiles').select('profile', 'version', 'document')
      return rows.map(({ profile, version, document }) => ({
        profile: String(profile),
        version: Number(version),
        notes: read(ProfileNotes, 'classic_profiles', profile, () => JSON.parse(String(document))),
      }))
    },
    async keepNotes({ profile, version, notes }) {
      const document = JSON.stringify(check(ProfileNotes, 'profile', notes))
      await knex('classic_profiles').insert({ profile, version, document }).onConflict('profile').merge()
    },
    takeOver: original => takeOver(knex, original),
  }
}

/** Keeps one setting under its name. */
async function keepSetting(knex: Knex, setting: AppSetting): Promise<void> {
  await knex('appsetting')
    .insert(check(AppSetting, 'setting', setting))
    .onConflict('name')
    .merge()
}
