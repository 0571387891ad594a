import type { Connection, Listener } from '../../client/connection.ts'
import { Subscription } from '../../client/subscription.ts'

/** An element and a connection that do what the test says; the state is the list of all that was folded. */
function stage() {
  let listener: Listener | undefined
  const snapshots: { resolve(state: string[]): void; reject(error: Error): void }[] = []
  let drawn = 0
  const host = {
    addController() {},
    removeController() {},
    requestUpdate: () => void drawn++,
    updateComplete: Promise.resolve(true),
  }
  const connection = {
    subscribe(_: string[], given: Listener) {
      listener = given
      return () => {
        listener = undefined
      }
    },
  } as unknown as Connection
  const subscription = new Subscription<string[]>(host, {
    connection: () => connection,
    channels: ['data'],
    snapshot: () => new Promise((resolve, reject) => snapshots.push({ resolve, reject })),
    fold: (state, { channel }) => (channel === 'ignored' ? state : [...state, channel]),
  })
  subscription.hostConnected()
  return {
    subscription,
    snapshots,
    drawn: () => drawn,
    listener: () => listener,
    hear: (channel: string) => listener!.message({ channel, sequence: 1, at: 0, data: null }),
    settled: () => new Promise(resolve => setImmediate(resolve)),
  }
}

test('folds what came while the snapshot was on its way, and what comes after', async () => {
  const { subscription, snapshots, listener, hear, settled } = stage()
  listener()!.reset()
  hear('early')
  snapshots[0]!.resolve(['snapshot'])
  await settled()
  hear('late')
  expect(subscription.state).toEqual(['snapshot', 'early', 'late'])
})

test('draws only when something changed', async () => {
  const { snapshots, drawn, listener, hear, settled } = stage()
  listener()!.reset()
  snapshots[0]!.resolve([])
  await settled()
  expect(drawn()).toBe(1)
  hear('ignored')
  expect(drawn()).toBe(1)
  hear('data')
  expect(drawn()).toBe(2)
})

test('a snapshot that is overtaken by a newer one is dropped', async () => {
  const { subscription, snapshots, listener, settled } = stage()
  listener()!.reset()
  listener()!.reset()
  snapshots[1]!.resolve(['new'])
  await settled()
  snapshots[0]!.resolve(['old'])
  await settled()
  expect(subscription.state).toEqual(['new'])
})

test('keeps what it knows when a snapshot fails, and says why', async () => {
  const { subscription, snapshots, listener, settled } = stage()
  listener()!.reset()
  snapshots[0]!.resolve(['known'])
  await settled()
  listener()!.reset()
  snapshots[1]!.reject(new Error('not now'))
  await settled()
  expect(subscription.state).toEqual(['known'])
  expect(subscription.error?.message).toBe('not now')
  subscription.hostDisconnected()
})

test('hears nothing any more once its element is gone', async () => {
  const { subscription, snapshots, listener, settled } = stage()
  listener()!.reset()
  subscription.hostDisconnected()
  expect(listener()).toBeUndefined()
  snapshots[0]!.resolve(['too late'])
  await settled()
  expect(subscription.state).toBeUndefined()
})

test('what was heard before a gap is not folded over the snapshot taken after it', async () => {
  const { subscription, snapshots, listener, hear, settled } = stage()
  listener()!.reset()
  hear('stale')
  listener()!.reset()
  hear('early')
  snapshots[1]!.resolve(['new'])
  await settled()
  expect(subscription.state).toEqual(['new', 'early'])
})

test('nor is what was heard before it left the page', async () => {
  const { subscription, snapshots, listener, hear, settled } = stage()
  listener()!.reset()
  hear('stale')
  subscription.hostDisconnected()
  subscription.hostConnected()
  listener()!.reset()
  snapshots[1]!.resolve(['new'])
  await settled()
  expect(subscription.state).toEqual(['new'])
})

test('after a night without an answer it still leaves its page', async () => {
  const { subscription, snapshots, listener, settled } = stage()
  const { setTimeout } = globalThis
  let again = () => {}
  Object.assign(globalThis, { setTimeout: (action: () => void) => (again = action) })
  listener()!.reset()
  for (let n = 0; n < 20_000; n++) {
    snapshots[n]!.reject(new Error('not now'))
    await settled()
    again()
  }
  Object.assign(globalThis, { setTimeout })
  expect(snapshots).toHaveLength(20_001)
  subscription.hostDisconnected()
  expect(listener()).toBeUndefined()
})
