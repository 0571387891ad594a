/** The parts of JSON Schema that our documents use. */
export interface Schema {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  default?: unknown
  minimum?: number
  maximum?: number
}

/** A schema as a few lines that look like what it describes; named ones by their name. */
export function shape(schema: Schema, indent = ''): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1)!
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (choices) return choices.map(choice => shape(choice, indent)).join(' | ')
  if (schema.type === 'array') return `[ ${shape(schema.items ?? {}, indent)} … ]`
  if (schema.type === 'object') return fields(schema, indent)
  if (schema.type === 'number' || schema.type === 'integer') return range(schema)
  return schema.type ?? 'any JSON'
}

function fields({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties ?? {}).map(([name, schema]) => {
    const fallback = schema.default === undefined ? '' : `  = ${JSON.stringify(schema.default)}`
    return `${inner}${name}${required.includes(name) ? '' : '?'}: ${shape(schema, inner)}${fallback}`
  })
  if (typeof additionalProperties === 'object') lines.push(`${inner}[name]: ${shape(additionalProperties, inner)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

function range({ type, minimum, maximum }: Schema): string {
  const known = [minimum, maximum].map(bound =>
    bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER ? '' : bound,
  )
  return known.every(bound => bound === '') ? type! : `${type} ${known.join('…')}`
}
