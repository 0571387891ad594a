import { setImmediate } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { Fault } from '../../data/model/fault.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import type { Config } from '../../server/config.ts'
import { reopening } from '../../server/reopening.ts'

const config: Config = { port: 0, host: '127.0.0.1', database: 'brewery.sqlite', demo: false, serialPort: null }

/** A process whose houses take until `closed` to close; `diary` says what became of them. */
async function keeping(port: number, trouble: unknown[] = []) {
  const diary: string[] = []
  const asked: (() => void)[] = []
  const closings: (() => void)[] = []
  const clock = virtualClock(0)
  const house = await reopening({
    async open({ port }, restart) {
      if (asked.length > 0 && trouble.length > 0) throw trouble.shift()
      const nth = asked.push(restart)
      diary.push(`${nth} opens on ${port}`)
      return {
        url: `http://localhost:${port || 4321}`,
        async close() {
          diary.push(`${nth} closes`)
          await new Promise<void>(resolve => closings.push(resolve))
          diary.push(`${nth} is closed`)
        },
      }
    },
    config: { ...config, port },
    clock,
    say: sentence => diary.push(sentence),
    failed: error => diary.push(`failed: ${error}`),
  })
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await setImmediate()
  }
  const closed = async () => {
    await turns()
    closings.pop()!()
    await turns()
  }
  return { house, diary, asked, closed, clock }
}

test.each([
  [0, 4321],
  [80, 80],
])(
  'a house that was opened on port %d is opened again on %d, behind its closing, however often it asks',
  async (port, same) => {
    const { house, diary, asked, closed } = await keeping(port)
    asked[0]!()
    asked[0]!()
    await closed()
    asked[0]!()
    const rest = ['1 closes', '1 is closed', `2 opens on ${same}`]
    expect(diary).toEqual([`1 opens on ${port}`, ...rest])
    asked[1]!()
    await closed()
    expect(diary.slice(4)).toEqual(['2 closes', '2 is closed', `3 opens on ${same}`])
    const left = house.close()
    await closed()
    await left
    expect(diary.slice(7)).toEqual(['3 closes', '3 is closed'])
  },
)

test('who leaves while it is being closed waits for that, and it stays closed', async () => {
  const { house, diary, asked, closed } = await keeping(0)
  asked[0]!()
  const left = house.close().then(() => diary.push('left'))
  await closed()
  await left
  expect(diary.slice(1)).toEqual(['1 closes', '1 is closed', 'left'])
})

const taken = () => new Fault('unavailable', 'port 4321 is taken')

test('a house whose port somebody else has by then says so once, and is opened when it is free', async () => {
  const { house, diary, asked, closed, clock } = await keeping(0, [taken(), taken()])
  asked[0]!()
  await closed()
  await clock.advance(4_900)
  const said = ['1 closes', '1 is closed', 'Maelstrom is closed and tries to open again: port 4321 is taken']
  expect(diary.slice(1)).toEqual(said)
  await clock.advance(5_200)
  expect(diary.slice(1)).toEqual([...said, '2 opens on 4321'])
  const left = house.close()
  await closed()
  await left
  expect(diary.slice(5)).toEqual(['2 closes', '2 is closed'])
})

test('who leaves while it cannot be opened does not wait for that', async () => {
  const { house, asked, closed, clock } = await keeping(0, [taken(), taken()])
  asked[0]!()
  await closed()
  await house.close()
  await clock.advance(60_000)
  expect(asked).toHaveLength(1)
})

test('what no waiting mends ends the process with a sentence', async () => {
  const { diary, asked, closed, clock, house } = await keeping(0, [new Fault('unusable', 'it is damaged')])
  asked[0]!()
  await closed()
  await clock.advance(60_000)
  expect(diary.slice(3)).toEqual(['failed: Fault: it is damaged'])
  await house.close()
})
