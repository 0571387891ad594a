import { z } from 'zod'
import { Actuator, ActuatorState } from '../../data/model/actuator.ts'
import { Alarm } from '../../data/model/alarm.ts'
import { Backup } from '../../data/model/backup.ts'
import { Board, BoardState, SerialPortInfo } from '../../data/model/board.ts'
import { ChannelInfo, Message } from '../../data/model/channels.ts'
import { LogEntry } from '../../data/model/log.ts'
import { Mark, MarkGroup } from '../../data/model/mark.ts'
import { Note } from '../../data/model/note.ts'
import { Profile, ProfileEffect, ProfileEvent, ProfileTemplate } from '../../data/model/profile.ts'
import { Bucket, Reading } from '../../data/model/reading.ts'
import { EmergencyStop, Trip } from '../../data/model/safety.ts'
import { Sensor } from '../../data/model/sensor.ts'
import { Settings } from '../../data/model/setting.ts'
import { BreweryFault, Simulation, Speed } from '../../data/model/simulation.ts'
import { Mode, Vessel, VesselState } from '../../data/model/vessel.ts'
import { bare } from './json-schema.ts'
import { Problem } from './problem.ts'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

/** The schemas that are described once and referred to by name. */
const named = {
  Actuator,
  ActuatorState,
  Alarm,
  Board,
  BoardState,
  Backup,
  BreweryFault,
  Bucket,
  ChannelInfo,
  EmergencyStop,
  LogEntry,
  Mark,
  MarkGroup,
  Message,
  Mode,
  Note,
  Problem,
  Profile,
  ProfileEffect,
  ProfileEvent,
  ProfileTemplate,
  Reading,
  Sensor,
  SerialPort: SerialPortInfo,
  Settings,
  Simulation,
  Speed,
  Trip,
  Vessel,
  VesselState,
}

/** The description of the REST interface (OpenAPI 3.1), made from the routes that serve it. */
export function openApiDocument(routes: Route[]): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema as z.ZodType, { id })
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [route.method]: operation(route, registry) }
  }
  const { schemas } = z.toJSONSchema(registry, { uri: reference, io: 'output' })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Maelstrom',
      version: '1',
      description:
        'Temperatures are in °C, times in ms since 1970, durations in s. Sentences for people (messages, reasons, details of ' +
        'problems) tell temperatures in the unit of the settings, with its sign.',
    },
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas)
          .filter(([id]) => id !== '__shared')
          .map(([id, schema]) => [id, bare(schema as Json)]),
      ),
    },
  }
}

type Registry = z.core.$ZodRegistry<{ id: string }>

function operation(route: Route, registry: Registry): Json {
  const json = (schema: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: describe(schema, io, registry) },
  })
  const status = String(route.status ?? 200)
  return {
    summary: route.summary,
    tags: [route.tag],
    parameters: [
      ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...(route.query ? queryParameters(describe(route.query, 'input', registry)) : []),
      ...(route.conditional
        ? [
            {
              name: 'If-Match',
              in: 'header',
              schema: { type: 'string' },
              description: 'ETag of the version that is meant',
            },
          ]
        : []),
    ],
    ...(route.body ? { requestBody: { required: !route.bodyOptional, content: json(route.body, 'input') } } : {}),
    responses: {
      [status]: {
        description: 'Done',
        ...(route.answer ? { content: json(route.answer, 'output') } : {}),
        ...(route.download ? { content: Object.fromEntries(route.download.map(type => [type, {}])) } : {}),
      },
      ...(route.limited ? { 429: { ...problem('Asked too often'), headers: retryAfter } } : {}),
      default: problem('Not done, and why'),
    },
  }
}

const retryAfter = {
  'Retry-After': { schema: { type: 'integer' }, description: 'Seconds until it is worth asking again' },
}

function problem(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: reference('Problem') } } } }
}

function queryParameters(schema: Json): Json[] {
  const { properties, required = [] } = schema as { properties: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: rest,
    ...(description ? { description } : {}),
  }))
}

function describe(schema: z.ZodType, io: 'input' | 'output', registry: Registry): Json {
  const id = registry.get(schema)?.id
  if (id) return { $ref: reference(id) }
  const json = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const part: unknown = zodSchema
      const inner = part === schema ? undefined : registry.get(part as z.ZodType)?.id
      if (!inner) return
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Json)[key]
      jsonSchema.$ref = reference(inner)
    },
  })
  return bare(json as Json)
}

function reference(id: string): string {
  return `#/components/schemas/${id}`
}
