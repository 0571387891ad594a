import type { Schema } from './shape.ts'

/** A parameter of an operation, as OpenAPI describes it. */
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
}

type Content = Record<string, { schema: Schema }>

/** An operation of the REST interface, with its method and path. */
export interface Operation {
  method: string
  path: string
  summary: string
  tags: string[]
  parameters: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

/** The parts of the OpenAPI document that are shown. */
export interface RestDocument {
  info: { description: string }
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
  components: { schemas: Record<string, Schema> }
}

/** A message of the WebSocket: what it is called, and its form. */
export interface SocketMessage {
  name: string
  summary?: string
  payload: Schema
}

/** The parts of the AsyncAPI document that are shown. */
export interface SocketDocument {
  info: { description: string }
  channels: Record<string, { address: string; title: string; messages: Record<string, unknown> }>
  components: { messages: Record<string, SocketMessage> }
}

/** All operations, in the document's order. */
export const operationsOf = ({ paths }: RestDocument): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  )

/** Whether all words that are looked for are in what an operation says of itself. */
export function found({ method, path, summary, tags }: Operation, search: string): boolean {
  const text = `${method} ${path} ${summary} ${tags.join(' ')}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word))
}

/** The path below `/api/v1` with its parameters filled in; null while one of the path is missing. */
export function fillIn({ path, parameters }: Operation, values: Record<string, string>): string | null {
  let filled = path.replace(/^\/api\/v1/, '')
  const query = new URLSearchParams()
  for (const { name, in: place } of parameters) {
    const value = values[name]?.trim() ?? ''
    if (place === 'path') {
      if (value === '') return null
      filled = filled.replace(`{${name}}`, encodeURIComponent(value))
    } else if (place === 'query' && value !== '') query.set(name, value)
  }
  return query.size > 0 ? `${filled}?${query}` : filled
}
