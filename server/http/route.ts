import type { Readable } from 'node:stream'
import type { z } from 'zod'

/** One request as a route's handler sees it: parsed and checked. */
export interface Call<Query, Body> {
  params: Record<string, string>
  query: Query
  body: Body
  /** The version named by If-Match, or null. */
  version: number | null
  /** Where it comes from. */
  address: string
  /** Nothing but the headers is asked for. */
  head: boolean
}

/** A file that is sent as it is read. */
export interface Download {
  type: string
  /** What the browser calls it; shown in place when left out. */
  name?: string
  content: Readable
  /** Bytes, if they are known. */
  length?: number
  headers?: Record<string, string>
}

/** What a handler gives back. */
export interface Answer {
  /** Instead of a body. */
  download?: Download
  /** 200 when left out, 204 without a body. */
  status?: number
  body?: unknown
  /** Becomes the ETag. */
  version?: number
  location?: string
}

/** One operation of the REST interface: the router, the checks and the OpenAPI document are made from it. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete'
  /** Below `/api/v1`, in the router's notation: `/vessels/:id`. */
  path: string
  summary: string
  tag: string
  query?: z.ZodType
  body?: z.ZodType
  /** A request without a body is one with an empty object. */
  bodyOptional?: boolean
  /** Done whatever the body is, JSON or not: what cannot be read is for the schema to make something of. */
  anyBody?: boolean
  /** Shape of a successful answer. */
  answer?: z.ZodType
  /** Media types of a successful answer that is a file. */
  download?: string[]
  status?: number
  /** Takes If-Match. */
  conditional?: boolean
  /** Answers 429 to who asks too often. */
  limited?: boolean
  handle(call: Call<unknown, unknown>): Answer | Promise<Answer>
}

/** Declares a route with a handler typed by its own schemas. */
export function route<Query extends z.ZodType = z.ZodUnknown, Body extends z.ZodType = z.ZodUnknown>(
  declared: Omit<Route, 'query' | 'body' | 'handle'> & {
    query?: Query
    body?: Body
    handle(call: Call<z.output<Query>, z.output<Body>>): Answer | Promise<Answer>
  },
): Route {
  return declared as Route
}
