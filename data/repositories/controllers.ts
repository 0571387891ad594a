import type { Knex } from 'knex'
import { IoController } from '../model/classic.ts'
import { Fault } from '../model/fault.ts'
import type { Store } from '../store.ts'
import { check, type Row, read } from './rows.ts'

/** BrewPi controllers, in the table the original's bridge reads. */
export function controllers(knex: Knex): Store['controllers'] {
  return {
    async all() {
      const rows: Row[] = await knex('iocontroller').orderBy('id')
      return rows.map(row => read(IoController, 'iocontroller', row.id, () => row))
    },
    async create(body) {
      const { id: _, ...row } = check(IoController, 'controller', { ...body, id: 1 })
      const [kept] = await knex('iocontroller').insert(row, ['id'])
      return { id: kept!.id, ...row }
    },
    async update(controller) {
      const { id, ...row } = check(IoController, 'controller', controller)
      if ((await knex('iocontroller').where({ id }).update(row)) === 0) throw missing(id)
    },
    async remove(id) {
      if ((await knex('iocontroller').where({ id }).delete()) === 0) throw missing(id)
    },
  }
}

function missing(id: number): Fault {
  return new Fault('not-found', `There is no controller ${id}.`)
}
