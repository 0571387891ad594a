import type { Bench } from './experiment.ts'

const board = 'debugger-board'

/** Probes of the simulated brewery, as every simulated board has them. */
const roms = { beer: '280100e116000074', kettle: '280300e11600001a' }

/** A simulated board and what hangs on it, in the order in which each may refer to those before. */
const devices = [
  ['boards', { id: board, name: 'Test board', transport: { kind: 'simulated' } }],
  ['sensors', { id: 'debugger-beer', name: 'Test beer probe', board, driver: probe(roms.beer) }],
  ['sensors', { id: 'debugger-wort', name: 'Test kettle probe', board, driver: probe(roms.kettle) }],
  [
    'actuators',
    {
      id: 'debugger-element',
      name: 'Test element',
      use: 'heater',
      board,
      driver: { kind: 'slow-pwm', pin: 6, period: 4 },
    },
  ],
  ['actuators', { id: 'debugger-pump', name: 'Test pump', use: 'pump', board, driver: { kind: 'relay', pin: 5 } }],
  [
    'vessels',
    {
      id: 'debugger-kettle',
      name: 'Test kettle',
      kind: 'kettle',
      sensor: 'debugger-wort',
      heater: 'debugger-element',
      tuning: { kind: 'pid', gain: 30, integralTime: 1200, derivativeTime: 20 },
    },
  ],
] as const

const profiles = [
  {
    id: 'debugger-ale',
    name: 'Test ale',
    points: [
      { at: 0, temperature: 18 },
      { at: 4 * 86_400, temperature: 18 },
      { at: 6 * 86_400, temperature: 20, approach: 'ramp' },
    ],
  },
  {
    id: 'debugger-lager',
    name: 'Test lager',
    points: [
      { at: 0, temperature: 9 },
      { at: 10 * 86_400, temperature: 9 },
      { at: 12 * 86_400, temperature: 16, approach: 'ramp' },
      { at: 21 * 86_400, temperature: 1, approach: 'ramp' },
    ],
  },
  {
    id: 'debugger-mash',
    name: 'Test step mash',
    points: [
      { at: 0, temperature: 52 },
      { at: 15 * 60, temperature: 66 },
      { at: 75 * 60, temperature: 76 },
    ],
    events: [{ at: 90 * 60, text: 'Lauter' }],
  },
]

function probe(rom: string) {
  return { kind: 'ds18b20', pin: 2, rom }
}

/** Adds a simulated board with sensors, actuators and a vessel, and tells the vessel what to do. */
export async function addDevices(bench: Bench): Promise<void> {
  for (const [kind, thing] of devices) {
    const path = `/${kind}/${thing.id}`
    if ((await bench.call('POST', `/${kind}`, thing, { kind: 'thing', path })) !== 'done') return
  }
  await bench.call('PUT', '/actuators/debugger-pump/output', { output: 100 })
  await bench.call('PUT', '/vessels/debugger-kettle/mode', { kind: 'constant', setPoint: 55 })
}

/** Adds three profiles. */
export async function addProfiles(bench: Bench): Promise<void> {
  for (const profile of profiles)
    await bench.call('POST', '/profiles', profile, { kind: 'thing', path: `/profiles/${profile.id}` })
}
