import { afterAll, beforeAll } from '@jest/globals'
import { setPlace } from './folder.ts'
import { openPostgresServer, type PostgresServer } from './postgres-server.ts'

let server: PostgresServer | null = null

beforeAll(async () => {
  server = await openPostgresServer()
}, 60_000)
afterAll(() => server?.stop())

// Whichever tests are imported after this file keep their data there.
setPlace(() => server!.place())
