import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LearnedChamber, LearnedKettle } from '../../data/model/learned.ts'
import type { Point } from '../../data/model/reading.ts'
import type { VesselState } from '../../data/model/vessel.ts'
import { openStore } from '../../data/open.ts'
import { eventually } from '../eventually.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A whole brewery in a process of its own, with the demonstration vessels and a past. */
export interface House {
  url: string
  /** Ends the process, as a power cut of the server's computer would look to a browser. */
  halt(): Promise<void>
  /** Starts it again: same port, same database. */
  resume(): Promise<void>
  /** Ends it for good. */
  close(): Promise<void>
}

/** Starts a brewery on a free port with a database of its own. */
export async function openHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
  const database = join(folder, 'test.sqlite')
  let server = await start(database, '0')
  await server.stop()
  await storePast(database)
  server = await start(database, '0')
  const { url } = server
  await settle(url)
  return {
    url,
    halt: () => server.stop(),
    async resume() {
      server = await start(database, new URL(url).port)
    },
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function start(database: string, port: string) {
  const child = spawn(process.execPath, ['server/main.ts', '--port', port, '--database', database], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      const match = /Maelstrom is open: (\S+)/.exec(said)
      if (match) resolve(match[1]!)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', code => reject(new Error(`the server ended with ${code}:\n${said}`)))
  })
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Waits until the sensors are trusted and the alarms of the start are gone. */
async function settle(url: string): Promise<void> {
  const read = async <T>(path: string) => (await (await fetch(`${url}/api/v1/${path}`)).json()) as T
  await eventually(async () => {
    const { items: alarms } = await read<{ items: unknown[] }>('alarms')
    const states = await Promise.all(['fermenter', 'kettle'].map(id => read<VesselState>(`vessels/${id}/state`)))
    return alarms.length === 0 && states.every(({ reason, quality }) => !reason && quality === 'good')
  }, 'the brewery to settle')
}

const minute = 60_000

const figure = (value: number) => ({ value, uncertainty: 0.08 })

/** What the demonstration's controllers know after some brews. */
const learnedKettle: LearnedKettle = {
  kind: 'kettle',
  heatingRate: figure(97),
  coolingTime: figure(40_000),
  deadTime: figure(12),
  lag: figure(20),
}
const learnedChamber: LearnedChamber = {
  kind: 'chamber',
  beerTime: figure(21_000),
  airBeerTime: figure(500),
  airWallTime: figure(400),
  wallTime: figure(1500),
  airRoomTime: figure(2000),
  coolingRate: figure(36),
  heatingRate: figure(72),
  heaterTime: figure(100),
}

/** A day in which wort cooled down to the fermenter's 18 °C and the kettle was heated for the last hour. */
async function storePast(database: string): Promise<void> {
  const now = Date.now()
  const points: Point[] = []
  const add = (series: string, at: number, value: number) => points.push({ series, at, value })
  for (let ago = 24 * 60; ago >= 0.25; ago -= 0.25) {
    const at = Math.round(now - ago * minute)
    const cooling = Math.sin(ago / 20) > -0.2 && ago > 40
    add('fermenter.processValue', at, 19.2 + 5 * (ago / 1440) ** 2 + 0.12 * Math.sin(ago / 20))
    add('fermenter.setPoint', at, ago > 600 ? 19 : 18)
    add('fermenter.output', at, cooling ? -100 : 0)
    add('kettle.processValue', at, ago > 60 ? 20 : 48 - (ago * 28) / 60)
    add('kettle.output', at, ago > 60 ? 0 : 100)
    if (ago <= 60) add('kettle.setPoint', at, 67)
  }
  const store = await openStore({ database, now: () => now })
  for (let first = 0; first < points.length; first += 5000)
    await store.readings.append(points.slice(first, first + 5000))
  await store.learned.set('kettle', learnedKettle)
  await store.learned.set('fermenter', learnedChamber)
  await store.close()
}
