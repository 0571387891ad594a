import { z } from 'zod'
import { ActuatorState } from '../../data/model/actuator.ts'
import { BoardState, SerialPortInfo } from '../../data/model/board.ts'
import { PinNumber, RomCode } from '../../data/model/sensor.ts'
import { Settings, SettingsBody } from '../../data/model/setting.ts'
import { Version } from '../../data/model/units.ts'
import { Mode, VesselState } from '../../data/model/vessel.ts'
import type { Devices } from '../../hardware/device.ts'
import type { Brewery } from '../brewery.ts'
import { inQuery } from './paging.ts'
import { type Route, route } from './route.ts'

/** What the brewery does and is told: modes, outputs, states, settings. */
export function brewingRoutes(brewery: Brewery, devices: Devices): Route[] {
  return [
    route({
      method: 'get',
      path: '/vessels/:id/state',
      summary: 'What a vessel is doing now',
      tag: 'vessels',
      answer: VesselState,
      handle: ({ params }) => ({ body: brewery.vessel(params.id!) }),
    }),
    route({
      method: 'get',
      path: '/vessels/:id/mode',
      summary: 'What a vessel is told to do',
      tag: 'vessels',
      answer: Mode,
      handle: ({ params }) => ({ body: brewery.mode(params.id!) }),
    }),
    route({
      method: 'put',
      path: '/vessels/:id/mode',
      summary: 'Tell a vessel what to do: off, manual output, constant set point, boil, profile or schedule',
      tag: 'vessels',
      body: Mode,
      answer: Mode,
      handle: async ({ params, body }) => ({ body: await brewery.setMode(params.id!, body) }),
    }),
    route({
      method: 'get',
      path: '/actuators/:id/state',
      summary: 'What an actuator is doing now',
      tag: 'actuators',
      answer: ActuatorState,
      handle: ({ params }) => ({ body: brewery.actuator(params.id!) }),
    }),
    route({
      method: 'put',
      path: '/actuators/:id/output',
      summary: 'Switch a pump or valve by hand',
      tag: 'actuators',
      body: z.strictObject({ output: z.number().min(0).max(100) }),
      answer: ActuatorState,
      handle: async ({ params, body }) => ({ body: await brewery.setOutput(params.id!, body.output) }),
    }),
    route({
      method: 'post',
      path: '/actuators/:id/test',
      summary: 'Switch an actuator on for up to 10 s to see what it does; it ends by itself',
      tag: 'actuators',
      body: z.strictObject({ seconds: z.number().min(1).max(10).default(5) }),
      answer: ActuatorState,
      handle: ({ params, body }) => ({ body: brewery.test(params.id!, body.seconds) }),
    }),
    route({
      method: 'get',
      path: '/boards/:id/state',
      summary: 'Connection, firmware, heartbeat and pins of a board',
      tag: 'boards',
      answer: BoardState,
      handle: ({ params }) => ({ body: brewery.board(params.id!) }),
    }),
    route({
      method: 'get',
      path: '/boards/:id/probes',
      summary: 'Search a pin for DS18B20 probes',
      tag: 'boards',
      query: z.object({ pin: inQuery(PinNumber) }),
      answer: z.object({ items: z.array(RomCode) }),
      async handle({ params, query }) {
        brewery.board(params.id!)
        return { body: { items: await devices.probes(params.id!, query.pin) } }
      },
    }),
    route({
      method: 'get',
      path: '/serial-ports',
      summary: 'List the serial ports of this machine',
      tag: 'boards',
      answer: z.object({ items: z.array(SerialPortInfo) }),
      handle: async () => ({ body: { items: await devices.serialPorts() } }),
    }),
    route({
      method: 'get',
      path: '/settings',
      summary: 'Read the settings',
      tag: 'settings',
      answer: Settings,
      handle: () => ({ body: brewery.configuration.settings, version: brewery.configuration.settings.version }),
    }),
    route({
      method: 'put',
      path: '/settings',
      summary: 'Replace the settings',
      tag: 'settings',
      body: SettingsBody.extend({ version: Version.optional() }),
      answer: Settings,
      conditional: true,
      async handle({ body: { version: sent = null, ...body }, version }) {
        const settings = await brewery.configuration.updateSettings(body, version ?? sent)
        return { body: settings, version: settings.version }
      },
    }),
  ]
}
