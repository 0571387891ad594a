type Json = Record<string, unknown>

/**
 * A JSON schema made by zod as part of a document: without what says that it stands alone. Any JSON, which zod describes
 * by a schema that refers to itself, is described by the empty schema, which allows the same.
 */
export function bare({ $schema: _, $id: __, $defs: ___, ...schema }: Json): Json {
  return withoutInnerReferences(schema) as Json
}

function withoutInnerReferences(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutInnerReferences)
  if (typeof part !== 'object' || part === null) return part
  const { $ref, ...rest } = part as Json
  if (typeof $ref === 'string' && !/^#\/components\/schemas\/\w+$/.test($ref)) return rest
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withoutInnerReferences(value)]))
}
