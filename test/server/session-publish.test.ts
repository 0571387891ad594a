import { ClientMessage } from '../../data/model/channels.ts'
import { issuesOf } from '../../data/model/schema.ts'
import { fc } from '../random.ts'
import { client } from './session-client.ts'

const name = fc.oneof(
  fc.constantFrom('chat', 'chat.a-b_1', 'data.kettle', 'data.beer', 'configuration', 'trips.x', 'alarms.kettle'),
  fc.constantFrom('', '.', 'a b', 'data.kettle.a b', 'trips.', 'configuration..x', 'x'.repeat(120), 'x'.repeat(121)),
  fc.string({ maxLength: 8 }),
)
const id = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -0, 1.5, 2 ** 53, -(2 ** 53) - 2, 1e300, null, true, '', 'x'.repeat(101)),
)
const nested = fc.integer({ min: 30, max: 34 }).map(depth => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`))
const part = <Value>(value: fc.Arbitrary<Value>) => fc.oneof({ weight: 6, arbitrary: value }, fc.jsonValue())

/** What a client may send to publish, or nearly that; as text, because a name may be there twice, or be `__proto__`. */
const message = fc
  .record(
    {
      action: part(fc.constant('publish')),
      channel: part(name),
      data: fc.oneof(fc.jsonValue(), nested),
      id: part(id),
      other: fc.option(fc.tuple(fc.constantFrom('__proto__', 'toString', 'data', 'channel', 'x'), fc.jsonValue())),
    },
    { requiredKeys: ['action', 'channel', 'other'] },
  )
  .map(({ other, ...rest }) => {
    const fields = [...Object.entries(rest), ...(other ? [other] : [])]
    return `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`
  })

/** The same with an id for which the schema is always asked. */
const asked = (text: string) => {
  const { id: _, ...fields } = JSON.parse(text) as Record<string, unknown>
  return { ...fields, id: 'asked' }
}
const withoutId = (answers: Record<string, unknown>[]) => answers.map(({ id: _, ...answer }) => answer)

test('what is looked at by hand is taken, and refused in the same words, as the schema has it', () => {
  fc.assert(
    fc.property(message, text => {
      const { say } = client()
      const answers = say(text)
      expect(answers).toHaveLength(1)
      const verdict = ClientMessage.safeParse(JSON.parse(text))
      if (verdict.success) {
        expect(withoutId(answers)).toEqual(withoutId(client().say(asked(text))))
        return
      }
      const { pointer, message } = issuesOf(verdict.error)[0]!
      expect(answers[0]).toMatchObject({ action: 'error', code: 'invalid' })
      expect(answers[0]!.message).toContain(['', '/action'].includes(pointer) ? 'expected an object' : `: ${message}`)
    }),
    { numRuns: 500 },
  )
})

test.each(['data.kettle.a b', 'trips.', 'data.sensors..beer'])(
  '%j is no channel, whoever owns what is above it',
  channel => {
    for (const asked of [1, 'asked'])
      expect(client().say({ action: 'publish', channel, data: 1, id: asked })).toMatchObject([
        { code: 'invalid', message: expect.stringContaining('channel: expected words') },
      ])
  },
)
