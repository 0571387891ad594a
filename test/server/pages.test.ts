import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Koa from 'koa'
import { pagesIn } from '../../server/http/pages.ts'
import { cleanUp, temporaryFolder } from '../journeys/house.ts'

afterEach(cleanUp)

test('only what has a hash in its name is kept for ever, wherever the program lies', async () => {
  const root = join(temporaryFolder(), 'assets', 'client')
  mkdirSync(join(root, 'assets'), { recursive: true })
  for (const name of ['index.html', 'assets/index-4f2.js']) writeFileSync(join(root, name), name)
  const server = createServer(new Koa().use(pagesIn(root)).callback())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
      return [answer.status, await answer.text(), answer.headers.get('cache-control')]
    }
    expect(await get('/')).toEqual([200, 'index.html', 'no-cache'])
    expect(await get('/index.html')).toEqual([200, 'index.html', 'no-cache'])
    expect(await get('/assets/index-4f2.js')).toEqual([
      200,
      'assets/index-4f2.js',
      'public, max-age=31536000, immutable',
    ])
    expect(await get('/assets/gone.js')).toEqual([404, 'Not Found', null])
  } finally {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
})
