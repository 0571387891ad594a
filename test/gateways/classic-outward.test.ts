import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'
import { createBroadcast } from '../../server/gateways/classic/broadcast.ts'
import { createOutward } from '../../server/gateways/classic/outward.ts'
import { createVesselNumbers } from '../../server/gateways/classic/vessel-numbers.ts'
import { bytesOf } from '../../server/gateways/frame.ts'
import { createHub } from '../../server/hub.ts'
import { cleanUp, openHouse } from '../journeys/house.ts'
import { frame, oldClient } from './classic-client.ts'
import { textsIn } from './wire.ts'

afterEach(cleanUp)

async function opened() {
  const clock = virtualClock(0)
  const hub = createHub({
    clock,
    failed: error => {
      throw error
    },
  })
  const broadcast = createBroadcast()
  const heard: string[] = []
  for (const channel of ['alarms', 'logs'] as const)
    broadcast.hear(channel, frame => heard.push(...textsIn(bytesOf(frame))))
  const inward = { busy: false, acknowledged: () => undefined }
  const house = await openHouse({ demo: false })
  const outward = createOutward({
    hub,
    brewery: house.brewery,
    alarms: { list: () => [] },
    numbers: createVesselNumbers({ numbers: { of: async () => [] } }),
    clock,
    log: () => undefined,
    broadcast,
    inward,
    scale: () => 'celsius',
  })
  await outward.open()
  return { hub, heard, inward, outward, clock }
}

const alarm = {
  ...{
    id: 'board.arduino',
    at: 1,
    source: 'board arduino',
    message: 'lost',
    vessel: null,
    priority: 'urgent',
    count: 1,
  },
  ...{
    acknowledgedBy: null,
    acknowledgedAt: null,
    state: 'unacknowledged',
    active: true,
    standing: true,
    shelvedUntil: null,
  },
}
const told = (msg: string) =>
  frame('alarms', `{"channel":"alarms","payload":{"alarms":[{"source":"board arduino","code":1001,"msg":"${msg}"}]}}`)

test('an alarm is told when it comes and when it says something else, not when it goes', async () => {
  const { hub, heard } = await opened()
  hub.publish('alarms', alarm)
  hub.publish('alarms', { ...alarm, at: 2 })
  expect(heard).toEqual([told('lost')])
  hub.publish('alarms', { ...alarm, message: 'flapping' })
  hub.publish('alarms', { ...alarm, active: false })
  expect(heard).toEqual([told('lost'), told('flapping')])
  hub.publish('alarms', alarm)
  expect(heard).toHaveLength(3)
})

test('an alarm from before the last start is not told anew, but that it was acknowledged is', async () => {
  const first = await openHouse({ demo: false })
  await first.call('POST', '/emergency-stop', { by: 'Ann' })
  await first.close()
  const house = await openHouse({ folder: first.folder })
  const client = await oldClient(house.url)
  await client.subscribe('alarms')
  await house.call('POST', '/alarms/acknowledge', { by: 'Ben' })
  await client.until('alarms', 1)
  expect(client.on('alarms')).toEqual([frame('alarms', '{"channel":"alarms","payload":{"acknowledge":true}}')])
})

test('the last acknowledgement is passed on, nonsense and what old clients said is not', async () => {
  const { hub, heard, inward, outward } = await opened()
  hub.publish('alarms', alarm)
  hub.publish('alarms', { ...alarm, id: 'second', message: 'second' })
  hub.publish('alarms', { ...alarm, state: 'acknowledged' })
  expect(heard).toEqual([told('lost'), told('second')])
  hub.publish('alarms', { ...alarm, id: 'second', message: 'second', active: false, state: 'normal' })
  expect(heard.splice(0)).toContain(frame('alarms', '{"channel":"alarms","payload":{"acknowledge":true}}'))
  for (const data of [null, 5, 'x', { acknowledge: 1 }, { id: 'x' }]) {
    hub.publish('alarms', data)
    hub.publish('logs', data)
  }
  inward.busy = true
  hub.publish('alarms', { ...alarm, id: 'theirs' })
  hub.publish('logs', { at: 1, level: 'info', source: 's', message: 'm' })
  inward.busy = false
  outward.acknowledged()
  hub.publish('alarms', { ...alarm, id: 'theirs', state: 'acknowledged' })
  expect(heard).toEqual([])
  hub.publish('logs', { at: 1, level: 'info', source: 's', message: 'm' })
  expect(heard).toEqual([frame('logs', '{"channel":"logs","payload":{"entries":[{"source":"s","msg":"m"}]}}')])
  outward.close()
  hub.publish('alarms', { ...alarm, id: 'late' })
  expect(heard).toHaveLength(1)
})

test('a vessel that is added is shown, one that is deleted is not', async () => {
  const house = await openHouse({ demo: false })
  const client = await oldClient(house.url)
  await client.subscribe('data')
  await house.call('POST', '/vessels', { id: 'tank', name: 'Tank' })
  await house.until(() => client.on('data').length > 0, 60_000)
  expect(client.heard.at(-1)).toBe(
    frame(
      'data',
      '{"channel":"data","payload":{"controllerId":1001,"controllerName":"Tank","fridge":"--.-","fridgeSet":null,"beer":"--.-","beerSet":null,"room":"--.-","status":"Temp. control OFF"}}',
    ),
  )
  await house.call('DELETE', '/vessels/tank')
  const before = client.on('data').length
  await house.clock.advance(20_000)
  await client.say()
  expect(client.on('data').length).toBe(before)
})
