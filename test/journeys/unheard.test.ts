import { join } from 'node:path'
import { cleanUp, temporaryFolder } from './house.ts'
import { killHouses, startHouse } from './process.ts'

afterEach(async () => {
  killHouses()
  await cleanUp()
})

test('a house goes on when whoever read what it says is gone', async () => {
  const { house, url } = await startHouse(join(temporaryFolder(), 'maelstrom.sqlite'), '--no-demo')
  house.stdout!.destroy()
  house.stderr!.destroy()
  for (const method of ['POST', 'DELETE', 'POST', 'DELETE', 'GET']) {
    const answer = await fetch(`${url}/api/v1/emergency-stop`, { method })
    expect(await answer.json()).toMatchObject({ latched: method === 'POST' })
  }
})
