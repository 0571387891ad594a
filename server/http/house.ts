import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { Fault } from '../../data/model/fault.ts'
import { largestLogo } from '../../data/model/logo.ts'
import { Settings } from '../../data/model/setting.ts'
import { type Clock, Instant } from '../../data/model/units.ts'
import type { Store } from '../../data/store.ts'
import type { Brewery } from '../brewery.ts'
import { logoPolicy, readLogo } from './image.ts'
import { type Route, route } from './route.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** The program and its data. */
const About = z.object({
  version: z.string(),
  node: z.string(),
  system: z.string(),
  startedAt: Instant,
  database: z.enum(['SQLite', 'PostgreSQL']),
  /** Bytes of the database. */
  databaseSize: z.int(),
})

/** Logo, and what is running here. */
export function houseRoutes(parts: {
  brewery: Pick<Brewery, 'configuration'>
  store: Pick<Store, 'kind' | 'logo' | 'file'>
  clock: Pick<Clock, 'now'>
}): Route[] {
  const { brewery, store, clock } = parts
  const startedAt = clock.now()
  return [
    route({
      method: 'get',
      path: '/logo',
      summary: "Read the brewery's logo",
      tag: 'settings',
      download: ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'],
      async handle() {
        const logo = brewery.configuration.settings.logo === null ? null : await store.logo.get()
        if (!logo) throw new Fault('not-found', 'there is no logo: put one at /api/v1/logo')
        const { type, bytes } = logo
        const headers = { 'Content-Security-Policy': logoPolicy, 'Cache-Control': 'private, max-age=86400' }
        return { download: { type, length: bytes.length, headers, content: Readable.from([Buffer.from(bytes)]) } }
      },
    }),
    route({
      method: 'put',
      path: '/logo',
      summary: 'Replace the logo: PNG, JPEG, WebP or SVG, base64, at most 200 kB',
      tag: 'settings',
      body: z.strictObject({ data: z.base64().max(Math.ceil(largestLogo / 3) * 4 * 2) }),
      answer: Settings,
      async handle({ body }) {
        await store.logo.set(readLogo(body.data))
        const after = await brewery.configuration.changeSettings({ logo: clock.now() })
        return { body: after, version: after.version }
      },
    }),
    route({
      method: 'get',
      path: '/about',
      summary: 'What is running here',
      tag: 'settings',
      answer: About,
      async handle() {
        const system = `${process.platform} ${process.arch}`
        const database = { database: store.kind, databaseSize: await store.file.size() }
        return { body: { version, node: process.versions.node, system, startedAt, ...database } }
      },
    }),
  ]
}
