import { fillIn, found, type Operation } from '../../client/reference/documents.ts'
import { shape } from '../../client/reference/shape.ts'

const operation: Operation = {
  method: 'get',
  path: '/api/v1/readings/{series}',
  summary: 'Read a series',
  tags: ['readings'],
  parameters: [
    { name: 'series', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'from', in: 'query', schema: { type: 'integer' } },
  ],
  responses: {},
}

test('a path is filled in as soon as its parameters are known', () => {
  expect(fillIn(operation, {})).toBeNull()
  expect(fillIn(operation, { series: 'kettle/1' })).toBe('/readings/kettle%2F1')
  expect(fillIn(operation, { series: 'kettle', from: ' 5 ' })).toBe('/readings/kettle?from=5')
})

test('an operation is found by any of its words', () => {
  expect(['', 'GET series', 'readings'].every(search => found(operation, search))).toBe(true)
  expect(found(operation, 'series vessel')).toBe(false)
})

test('a schema is told as what it describes looks like', () => {
  expect(
    shape({
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string' },
        share: { type: 'number', minimum: 0, maximum: 100, default: 5 },
        mode: { $ref: '#/components/schemas/Mode' },
        kind: { anyOf: [{ const: 'off' }, { type: 'null' }] },
        list: { type: 'array', items: {} },
        choice: { enum: ['a', 1] },
      },
      additionalProperties: { type: 'boolean' },
    }),
  ).toBe(`{
  id: string
  share?: number 0…100  = 5
  mode?: Mode
  kind?: "off" | null
  list?: [ any JSON … ]
  choice?: "a" | 1
  [name]: boolean
}`)
  expect(shape({ type: 'object' })).toBe('{}')
})
