import { standardLimits } from '../../data/model/limits.ts'
import { cleanUp, connect, openHouse } from '../journeys/house.ts'

afterEach(cleanUp)

const limits = { ...standardLimits, messageRate: 1e9, messageBurst: 1e9 }
const others = 10
/** In all some 16 MB: more than the buffers of both sockets and the queue take. */
const size = 20_000
const turns = 16
const perTurn = 50
const perBatch = 10

/** A house with some who read and one who stopped, and messages on a channel, more than any socket takes. */
async function flooded(channel: string) {
  const house = await openHouse({ demo: false, limits })
  const [stopped, ...readers] = await Promise.all(Array.from({ length: others + 1 }, () => connect(house.url)))
  for (const client of [stopped!, ...readers]) {
    client.send({ action: 'subscribe', channel, id: 's' })
    await client.until(heard => heard.find(({ id }) => id === 's'))
  }
  stopped!.socket.pause()
  const publisher = await connect(house.url)
  const count = turns * perTurn
  for (let turn = 0; turn < turns; turn++) {
    const messages = Array.from({ length: perTurn }, (_, n) => ({
      channel,
      data: { n: turn * perTurn + n, fill: 'x'.repeat(size) },
    }))
    for (let at = 0; at < perTurn; at += perBatch)
      publisher.send({ action: 'batch', id: turn, messages: messages.slice(at, at + perBatch) })
    for (const reader of readers) await reader.until(heard => heard.length === 1 + (turn + 1) * perTurn)
  }
  for (const reader of readers)
    expect(reader.heard.slice(1).map(({ data }) => data.n)).toEqual(Array.from({ length: count }, (_, n) => n))
  return { house, stopped: stopped!, count }
}

/** What a client heard of messages, by their numbers. */
const numbers = (heard: { data?: { n: number } }[]) => heard.flatMap(({ data }) => (data ? [data.n] : []))

test('one who stopped costs the others nothing, and is let go where nothing may be lost; it resumes', async () => {
  const { house, stopped, count } = await flooded('bench')
  stopped.socket.resume()
  const closed = await stopped.until((_, closed) => closed)
  expect(closed).toEqual({ code: 1013, reason: expect.stringContaining('resume') })
  const heard = numbers(stopped.heard)
  expect(heard.length).toBeLessThan(count)
  expect(heard).toEqual(heard.map((_, n) => n))

  const again = await connect(house.url)
  const since = stopped.heard.at(-1).sequence
  again.send({ action: 'subscribe', channel: 'bench', since, id: 1 })
  expect(await again.until(heard => heard[0])).toMatchObject({ complete: true })
  await again.until(heard => heard.at(-1).data?.n === count - 1)
  expect([...heard, ...numbers(again.heard)]).toEqual(Array.from({ length: count }, (_, n) => n))
})

test('on `data` it hears the newest when it reads on, and stays connected', async () => {
  const { stopped, count } = await flooded('data.flood')
  stopped.socket.resume()
  await stopped.until(heard => heard.at(-1).data?.n === count - 1)
  const heard = numbers(stopped.heard)
  expect(heard.length).toBeLessThan(count)
  expect(heard).toEqual([...heard].sort((a, b) => a - b))
  stopped.send({ action: 'ping', id: 'alive' })
  await stopped.until(all => all.find(({ id }) => id === 'alive'))
})

test('on `logs` it is told how many it missed', async () => {
  const { stopped, count } = await flooded('logs.flood')
  stopped.socket.resume()
  await stopped.until(heard => heard.at(-1).data?.n === count - 1)
  const lost = stopped.heard.filter(({ action }) => action === 'dropped')
  expect(lost.map(({ channel }) => channel)).toEqual(lost.map(() => 'logs.flood'))
  const missed = lost.reduce((sum, { count }) => sum + count, 0)
  expect(missed).toBeGreaterThan(0)
  expect(numbers(stopped.heard).length + missed).toBe(count)
})
