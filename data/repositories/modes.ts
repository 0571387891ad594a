import type { Knex } from 'knex'
import { Fault } from '../model/fault.ts'
import type { Id } from '../model/units.ts'
import { Mode } from '../model/vessel.ts'
import type { Store } from '../store.ts'
import { check, type Row, read } from './rows.ts'

/** What vessels are told to do; goes with its vessel. */
export function modes(knex: Knex): Store['modes'] {
  return {
    async all() {
      const rows: Row[] = await knex('modes').orderBy('key')
      return rows.map(row => ({
        vessel: String(row.vessel),
        mode: read(Mode, 'modes', row.vessel, () => toValues(row)),
        ...(row.told == null ? {} : { told: Number(row.told) }),
      }))
    },
    set(vessel, mode, told) {
      return knex.transaction(async transaction => {
        const row = { ...toRow(vessel, check(Mode, 'mode', mode)), told: told ?? null }
        if (!(await transaction('vessels').where({ id: vessel }).first('key'))) {
          throw new Fault('not-found', `There is no vessel ${vessel}.`)
        }
        if (row.profile && !(await transaction('profiles').where({ id: row.profile }).first('key'))) {
          throw new Fault('conflict', `The vessel ${vessel} cannot follow the profile ${row.profile}: there is none.`)
        }
        await transaction('modes').insert(row).onConflict('vessel').merge()
      })
    },
    async tell(vessel, told) {
      await knex('modes').where({ vessel }).update({ told })
    },
  }
}

function toRow(vessel: Id, mode: Mode) {
  const row = {
    vessel,
    kind: mode.kind,
    output: null,
    set_point: null,
    profile: null,
    started_at: null,
    paused_at: null,
  }
  switch (mode.kind) {
    case 'off':
      return row
    case 'manual':
      return { ...row, output: mode.output }
    case 'constant':
      return { ...row, set_point: mode.setPoint }
    case 'profile':
      return { ...row, profile: mode.profile, started_at: mode.startedAt ?? null, paused_at: mode.pausedAt ?? null }
  }
}

function toValues(row: Row): object {
  const values = {
    kind: row.kind,
    output: row.output,
    setPoint: row.set_point,
    profile: row.profile,
    startedAt: row.started_at,
    pausedAt: row.paused_at,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
