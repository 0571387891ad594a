import { isDeepStrictEqual } from 'node:util'
import type { Knex } from 'knex'
import { toProfile } from '../model/classic-profile.ts'
import { idFor } from '../model/naming.ts'
import type { Profile } from '../model/profile.ts'
import type { Original, Taken, TakenOver } from '../original.ts'
import { collection } from './collection.ts'
import { profiles as kind } from './profiles.ts'

/**
 * Adds what an original database holds in one transaction. What is there with the same content is not added again,
 * and nothing that is there changes.
 */
export function takeOver(knex: Knex, { profiles, controllers, settings }: Original): Promise<TakenOver> {
  return knex.transaction(async transaction => ({
    profiles: await takeProfiles(transaction, profiles),
    controllers: await takeControllers(transaction, controllers),
    settings: await takeSettings(transaction, settings),
  }))
}

async function takeProfiles(knex: Knex, profiles: Original['profiles']): Promise<Taken> {
  const stored = collection(knex, kind)
  const before = await stored.all()
  const ids = before.map(({ id }) => id)
  let added = 0
  for (const { name, notes } of profiles) {
    const body = toProfile(idFor(name, ids), name, notes)
    if (before.some(profile => isDeepStrictEqual(content(profile), content(body)))) continue
    const { id, version } = await stored.create(body)
    await knex('classic_profiles').insert({ profile: id, version, document: JSON.stringify(notes) })
    ids.push(id)
    added += 1
  }
  return { added, known: profiles.length - added }
}

function content({ name, by, points, events }: Omit<Profile, 'version'>) {
  return { name, by, points, events }
}

async function takeControllers(knex: Knex, controllers: Original['controllers']): Promise<Taken> {
  const before: Original['controllers'] = await knex('iocontroller')
  let added = 0
  for (const { id, ...body } of controllers) {
    const known = before.some(({ id: _, ...other }) => isDeepStrictEqual({ ...other }, body))
    if (known) continue
    // Scripts know a controller by its number: it keeps it where it is free.
    const taken = await knex('iocontroller').where({ id }).first('id')
    await knex('iocontroller').insert(taken ? body : { id, ...body })
    added += 1
  }
  return { added, known: controllers.length - added }
}

async function takeSettings(knex: Knex, settings: Original['settings']): Promise<Taken> {
  let added = 0
  for (const setting of settings) {
    if (await knex('appsetting').where({ name: setting.name }).first('id')) continue
    await knex('appsetting').insert(setting)
    added += 1
  }
  return { added, known: settings.length - added }
}
