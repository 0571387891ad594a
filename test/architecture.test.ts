import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** What a part of the house may import: its own, others' (type imports only where marked), packages, node: or not. */
interface Law {
  part: RegExp
  parts: RegExp
  /** Only types may be imported from these. */
  types?: RegExp
  packages: string[]
  node: boolean
}

/** The law, the most particular part first; a file belongs to the first that fits. */
const laws: Law[] = [
  { part: /^data\/model\//, parts: /^data\/model\//, packages: ['zod'], node: false },
  { part: /^data\//, parts: /^data\//, packages: ['knex', 'better-sqlite3', 'pg'], node: true },
  {
    part: /^hardware\//,
    parts: /^hardware\/|^data\/model\//,
    packages: ['johnny-five', 'firmata-io', 'serialport', 'avr8js'],
    node: true,
  },
  {
    part: /^server\/control\//,
    parts: /^server\/control\/|^data\/model\//,
    types: /^hardware\/device\.ts$/,
    packages: [],
    node: false,
  },
  {
    part: /^server\/http\//,
    parts: /^server\/http\/|^data\/(model\/|store\.ts)/,
    types:
      /^server\/(alarms|autotunes|backups|brewery|chronicle|configuration|demo|following|foresight|hub|learning|log|publishing|recorder|schedules|token-bucket|workbench)\.ts$|^hardware\/device\.ts$/,
    packages: ['koa', 'koa-compress', 'koa-helmet', '@koa/bodyparser', '@koa/router', '@koa/send', 'zod'],
    node: true,
  },
  {
    // The one door that speaks HTTP beside WebSocket, and whose clients' data is kept.
    part: /^server\/gateways\/classic\//,
    parts:
      /^server\/gateways\/(classic\/|(fanout|frame|gateway|websocket)\.ts)|^data\/model\/|^server\/(http\/problem|turns)\.ts$/,
    types: /^server\/(alarms|brewery|configuration|hub|log|recorder|token-bucket|http\/app)\.ts$|^data\/store\.ts$/,
    packages: ['ws', 'koa', '@koa/bodyparser', '@koa/router', '@koa/send', 'zod'],
    node: true,
  },
  {
    part: /^server\/gateways\//,
    parts: /^server\/gateways\/|^data\/model\/|^server\/hub\.ts$/,
    types: /^server\/(log|publishing|token-bucket|http\/app)\.ts$/,
    packages: ['ws'],
    node: true,
  },
  {
    part: /^server\/doors\.ts$/,
    parts: /^server\/|^data\/model\//,
    types: /^data\/store\.ts$|^hardware\/device\.ts$/,
    packages: [],
    node: false,
  },
  {
    part: /^server\/(maelstrom|main|import-classic|backup-commands)\.ts$/,
    parts: /^(data|hardware|server)\//,
    packages: [],
    node: true,
  },
  {
    part: /^server\/demo-plan\.ts$/,
    parts: /^data\/model\/|^hardware\/simulator\/wiring\.ts$|^server\/profile-templates\.ts$/,
    packages: [],
    node: false,
  },
  {
    part: /^server\//,
    parts: /^server\/(control\/|[a-z-]+\.ts)|^data\/model\//,
    types: /^data\/store\.ts$|^hardware\/(device|simulator\/simulations)\.ts$/,
    packages: [],
    node: true,
  },
  {
    part: /^client\//,
    parts: /^client\//,
    types: /^data\/model\//,
    packages: ['lit', 'chart.js', 'chartjs-plugin-zoom', '@awesome.me/webawesome', 'vite'],
    node: false,
  },
]

interface Import {
  from: string
  /** A path in the project, or the name of a package or a `node:` module. */
  to: string
  inside: boolean
  typeOnly: boolean
}

const files = sources('.')
const imports = files.flatMap(importsOf)

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return ['node_modules', 'dist', '.git'].includes(entry.name) ? [] : sources(path)
    return /\.ts$/.test(entry.name) && !/\.d\.ts$|vite\.config\.ts$/.test(entry.name) ? [path] : []
  })
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:([^'"]*?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm,
  )
  return [...statements].map(([, type, names = '', path, dynamic]) => {
    const target = (path ?? dynamic)!
    const inside = target.startsWith('.')
    const parts = names
      .replace(/[{}]/g, '')
      .split(',')
      .map(name => name.trim())
      .filter(Boolean)
    const typeOnly = Boolean(type) || (parts.length > 0 && parts.every(name => name.startsWith('type ')))
    return {
      from,
      to: inside ? relative(root, resolve(root, dirname(from), target)) : packageName(target),
      inside,
      typeOnly,
    }
  })
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function breaks({ from, to, inside, typeOnly }: Import): boolean {
  const law = laws.find(({ part }) => part.test(from))
  if (!law) return false
  if (!inside) return to.startsWith('node:') ? !law.node : !law.packages.includes(to)
  return !law.parts.test(to) && !(typeOnly && law.types?.test(to))
}

test('the sources were found', () => {
  expect(files.length).toBeGreaterThan(80)
  expect(imports.length).toBeGreaterThan(300)
})

test('every import keeps the law', () => {
  expect(
    imports.filter(breaks).map(({ from, to, typeOnly }) => `${from} → ${to}${typeOnly ? ' (types)' : ''}`),
  ).toEqual([])
})

test('gateways never import each other', () => {
  const doors = ['browser', 'classic/']
  const own = (path: string) => doors.find(door => path.startsWith(`server/gateways/${door}`))
  const crossings = imports.filter(({ from, to }) => own(from) && own(to) && own(from) !== own(to))
  expect(crossings).toEqual([])
})

test('the law sees what it forbids', () => {
  const wrong = [
    { from: 'data/model/units.ts', to: 'knex' },
    { from: 'server/control/loop.ts', to: 'node:fs' },
    { from: 'server/control/loop.ts', to: 'hardware/devices.ts', inside: true },
    { from: 'server/control/loop.ts', to: 'hardware/device.ts', inside: true },
    { from: 'hardware/devices.ts', to: 'server/hub.ts', inside: true },
    { from: 'client/main.ts', to: 'data/model/units.ts', inside: true },
    { from: 'server/http/app.ts', to: 'server/gateways/browser.ts', inside: true },
  ]
  for (const one of wrong)
    expect({ ...one, broken: breaks({ inside: false, typeOnly: false, ...one }) }).toMatchObject({ broken: true })
})

test('nothing imports in a circle', () => {
  const next = new Map<string, string[]>()
  for (const { from, to, inside, typeOnly } of imports) {
    if (inside && !typeOnly) next.set(from, [...(next.get(from) ?? []), to])
  }
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const target of next.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})

test('no file is longer than a reader takes in', () => {
  const length = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1
  expect(
    files.filter(file => !file.startsWith('test/') && length(file) > 250).map(file => `${file}: ${length(file)}`),
  ).toEqual([])
  expect(files.filter(file => file === 'server/maelstrom.ts' && length(file) >= 100)).toEqual([])
})

test('only the gate of the safety layer moves devices, and nothing goes around it', () => {
  const containing = (pattern: RegExp) =>
    files.filter(file => /^server\//.test(file) && pattern.test(readFileSync(join(root, file), 'utf8')))
  // A drive writes to its gate, the gate to the device.
  expect(containing(/\.write\((output|passes|0|100|device|\d)/)).toEqual([
    'server/control/drive.ts',
    'server/control/safety/gate.ts',
  ])
  // Devices are handed out once: to the safety layer.
  expect(containing(/\bdevices\.actuator\(/)).toEqual(['server/brewery.ts'])
  expect(containing(/\bnew (Drive|Gate|Safety|Floor)\(/)).toEqual([
    'server/brewery.ts',
    'server/control/drive.ts',
    'server/control/floor.ts',
    'server/control/safety/safety.ts',
  ])
})
