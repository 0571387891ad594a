import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { ScheduleRun, ScheduleState } from '../../data/model/schedule-run.ts'
import type { Mode } from '../../data/model/vessel.ts'
import { systemClock } from '../../server/clock.ts'
import { eventually } from '../eventually.ts'
import { seed } from '../random.ts'
import { cleanUp, temporaryFolder } from './house.ts'

const root = resolve(import.meta.dirname, '../..')

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await cleanUp()
})

interface Process {
  house: ChildProcess
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  state(): Promise<ScheduleState>
  run(): Promise<ScheduleRun>
  /** At once and without a word; answers when. */
  kill(): Promise<number>
}

async function startHouse(database: string): Promise<Process> {
  const house = spawn(process.execPath, ['server/main.ts', '--port', '0', '--database', database], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  ends.push(() => house.kill('SIGKILL'))
  let text = ''
  for (const stream of [house.stdout!, house.stderr!]) stream.on('data', chunk => (text += chunk))
  const url = await eventually(() => /open at (http:\S+)/.exec(text)?.[1], 'the house to open').catch(error => {
    throw new Error(`${error.message}; the house said:\n${text}`)
  })
  const call = async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer as T
  }
  return {
    house,
    call,
    state: () =>
      eventually(
        async () => (await call<{ schedule?: ScheduleState }>('GET', '/vessels/kettle/state')).schedule,
        'a schedule',
      ),
    run: async () => (await call<Extract<Mode, { kind: 'schedule' }>>('GET', '/vessels/kettle/mode')).run!,
    async kill() {
      const exit = once(house, 'exit')
      house.kill('SIGKILL')
      const at = Date.now()
      await exit
      return at
    },
  }
}

const rest = (name: string, seconds: number) => ({
  name,
  target: { kind: 'rest' },
  until: { conditions: [{ kind: 'time', seconds }] },
  additions: [{ text: `stir the ${name}`, at: 0, from: 'start' }],
})

test(`a house that is killed goes on in the same step, its time right to the second (seed ${seed})`, async () => {
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  let random = seed
  let process = await startHouse(database)
  await process.call('POST', '/schedules', {
    id: 'brew',
    name: 'Brew',
    steps: [rest('first', 3), rest('second', 3600)],
  })
  await process.call('POST', '/vessels/kettle/schedule/start', { schedule: 'brew' })
  await eventually(async () => (await process.state()).step === 1, 'the second step')
  const { endsAt } = await process.state()
  const worst = []
  for (let kill = 0; kill < 3; kill++) {
    random = (random * 48271) % 2147483647
    await new Promise<void>(resolve => systemClock.after(random % 1500, () => resolve()))
    await process.kill()
    process = await startHouse(database)
    const state = await process.state()
    expect(state).toMatchObject({ phase: 'resting', step: 1, stepName: 'second', paused: null })
    worst.push(Math.abs(state.endsAt! - endsAt!))
  }
  expect(Math.max(...worst)).toBeLessThanOrEqual(1000)
  // What was announced is announced once, and its alarm is one.
  const { items } = await process.call<{ items: { id: string; count: number }[] }>('GET', '/alarms')
  expect(items.filter(({ id }) => id === 'schedule.kettle.1.addition-0')).toMatchObject([{ count: 1 }])
  const logs = await process.call<{ items: unknown[] }>('GET', '/logs?source=vessel%20kettle&text=stir%20the%20second')
  expect(logs.items.length).toBeLessThanOrEqual(1)
}, 180_000)

test('killed and out for longer than its limit, it is paused with the time it had then, right to 1.5 s', async () => {
  const database = join(temporaryFolder(), 'maelstrom.sqlite')
  const first = await startHouse(database)
  const plan = { id: 'brew', name: 'Brew', outageLimit: 0, steps: [rest('only', 3600)] }
  await first.call('POST', '/schedules', plan)
  await first.call('POST', '/vessels/kettle/schedule/start', { schedule: 'brew' })
  await eventually(async () => (await first.state()).phase === 'resting', 'the rest')
  const run = await first.run()
  await eventually(() => Date.now() - run.asOf > 4000, 'four seconds')
  const held = (await first.kill()) - run.asOf + run.held
  await eventually(() => Date.now() - run.asOf > 8000, 'eight seconds')
  const second = await startHouse(database)
  expect(await second.state()).toMatchObject({ phase: 'paused', paused: 'outage', step: 0 })
  expect(Math.abs((await second.run()).held - held)).toBeLessThan(1500)
  const { items } = await second.call<{ items: { id: string }[] }>('GET', '/alarms')
  expect(items.map(({ id }) => id)).toContain('schedule.kettle.outage')
  await second.call('POST', '/vessels/kettle/schedule/resume')
  await eventually(async () => (await second.state()).phase === 'resting', 'the rest')
}, 120_000)
