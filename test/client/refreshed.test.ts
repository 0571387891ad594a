import type { Connection, Listener } from '../../client/connection.ts'
import { Refreshed } from '../../client/refreshed.ts'

/** An element, a connection and a server that do what the test says. */
function stage() {
  let listener!: Listener
  let drawn = 0
  const answers: { resolve(value: string): void; reject(error: Error): void }[] = []
  const host = {
    addController() {},
    removeController() {},
    requestUpdate: () => void drawn++,
    updateComplete: Promise.resolve(true),
  }
  const connection = {
    subscribe(_: string[], given: Listener) {
      listener = given
      return () => {}
    },
  } as unknown as Connection
  const refreshed = new Refreshed<string>(host, {
    connection: () => connection,
    channels: ['marks'],
    concerns: ({ channel }) => channel === 'marks.tank',
    ask: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
  })
  refreshed.hostConnected()
  const hear = (channel: string) => listener.message({ channel, sequence: 1, at: 0, data: null })
  const settled = () => new Promise(resolve => setImmediate(resolve))
  return { refreshed, answers, hear, settled, reset: () => listener.reset(), drawn: () => drawn }
}

test('asks after a gap and after what concerns it, once for all that came while it asked', async () => {
  const { refreshed, answers, hear, settled, reset, drawn } = stage()
  reset()
  expect(answers).toHaveLength(1)
  hear('marks.other')
  for (let n = 0; n < 5; n++) hear('marks.tank')
  answers[0]!.resolve('old')
  await settled()
  expect(answers).toHaveLength(2)
  expect(drawn()).toBe(0)
  answers[1]!.resolve('new')
  await settled()
  expect([answers.length, refreshed.value, drawn()]).toEqual([2, 'new', 1])
})

test('keeps what it knows when it is not answered, and says why', async () => {
  const { refreshed, answers, hear, settled, reset } = stage()
  reset()
  answers[0]!.resolve('known')
  await settled()
  hear('marks.tank')
  answers[1]!.reject(new Error('no'))
  await settled()
  expect([refreshed.value, refreshed.error?.message]).toEqual(['known', 'no'])
  hear('marks.tank')
  answers[2]!.resolve('again')
  await settled()
  expect([refreshed.value, refreshed.error]).toEqual(['again', undefined])
})
