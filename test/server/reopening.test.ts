import { setImmediate } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import type { Config } from '../../server/config.ts'
import { reopening } from '../../server/reopening.ts'

const config: Config = { port: 0, host: '127.0.0.1', database: 'brewery.sqlite', demo: false, serialPort: null }

/** A process whose houses take until `closed` to close; `diary` says what became of them. */
async function keeping(port: number) {
  const diary: string[] = []
  const asked: (() => void)[] = []
  const closings: (() => void)[] = []
  const house = await reopening(
    async ({ port }, restart) => {
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
    { ...config, port },
  )
  const turns = async () => {
    for (let turn = 0; turn < 5; turn++) await setImmediate()
  }
  const closed = async () => {
    await turns()
    closings.pop()!()
    await turns()
  }
  return { house, diary, asked, closed }
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
