import { createChronicle } from '../../server/chronicle.ts'
import { createHub } from '../../server/hub.ts'

type Parts = Parameters<typeof createChronicle>[0]

/** A chronicle of one kettle, and what it wrote down. */
async function opened() {
  const clock = { now: () => 1000 }
  const failures: unknown[] = []
  const hub = createHub({ clock, failed: error => void failures.push(error) })
  const marks: unknown[] = []
  const store = { modes: { all: async () => [] }, marks: { add: async (...mark: unknown[]) => marks.push(mark) } }
  const chronicle = createChronicle({
    clock,
    hub,
    log: () => {},
    store: store as unknown as Parts['store'],
    configuration: { plan: { vessels: [{ id: 'kettle' }] } } as unknown as Parts['configuration'],
  })
  await chronicle.open()
  return { hub, close: chronicle.close, marks, failures }
}

test.each([null, 5, 'hello', { vessel: 'kettle', mode: { kind: 'manual', output: 5 } }])(
  '%j on a channel that is no vessel is nothing to it',
  async data => {
    const { hub, close, marks, failures } = await opened()
    hub.publish('data.x', data)
    await close()
    expect([marks, failures, hub.sequence('data')]).toEqual([[], [], 1])
  },
)

test('what a vessel is told is written down', async () => {
  const { hub, close, marks } = await opened()
  const mode = { kind: 'constant', setPoint: 65 }
  hub.publish('data.kettle', { vessel: 'kettle', mode })
  await close()
  expect(marks).toEqual([['kettle', { kind: 'mode', at: 1000, mode }]])
})
