import { standardLimits } from '../../data/model/limits.ts'
import { cleanUp, connect, openHouse } from '../journeys/house.ts'

afterEach(cleanUp)

const limits = { ...standardLimits, messageRate: 1e9, messageBurst: 1e9 }
/** In all some 24 MB: more than may wait, and than a socket takes by itself. */
const count = 120
const size = 200_000

test('clients that ask for everything and do not read keep it in memory once, and who reads gets all of it after them', async () => {
  const house = await openHouse({ demo: false, limits })
  const publisher = await connect(house.url)
  for (let n = 0; n < count; n++) {
    publisher.send({ action: 'publish', channel: 'fat', data: { n, fill: 'x'.repeat(size) }, id: n })
    await publisher.until(heard => heard.find(({ id }) => id === n))
  }
  const all = { action: 'subscribe', channel: 'fat', since: 0, id: 'all' }
  const since = publisher.heard[0].sequence - 1
  const ask = async () => {
    const client = await connect(house.url)
    client.socket.once('message', () => client.socket.pause())
    client.send({ ...all, since })
    const answer = await client.until(heard => heard[0])
    return { ...client, answer }
  }
  const stopped = await ask()
  expect(stopped.answer).toMatchObject({ action: 'subscribed', complete: true })
  const refused = await ask()
  expect(refused.answer).toMatchObject({ action: 'error', id: 'all', code: 'too-many', retryAfter: 2 })

  const later = await connect(house.url)
  later.send({ ...all, since: since + count - 1 })
  await later.until(heard => heard[1]?.data.n === count - 1)

  stopped.socket.terminate()
  refused.socket.resume()
  let asked = 0
  await refused.until(heard => {
    if (heard.at(-1).code === 'too-many' && heard.length > asked) {
      asked = heard.length
      refused.send({ ...all, since })
    }
    return heard.at(-1).data?.n === count - 1
  })
  expect(refused.heard.flatMap(({ data }) => (data ? [data.n] : []))).toEqual(
    Array.from({ length: count }, (_, n) => n),
  )
})
