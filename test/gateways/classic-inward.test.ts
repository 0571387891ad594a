import { setImmediate } from 'node:timers/promises'
import { Fault } from '../../data/model/fault.ts'
import { createInward } from '../../server/gateways/classic/inward.ts'

function inward(acknowledge: () => Promise<void>) {
  return createInward({
    hub: { accept: () => [] },
    brewery: { owns: () => false },
    alarms: { raise: () => undefined, clear: () => undefined, list: () => [] },
    clock: { now: () => 1 },
    scale: () => 'celsius',
    acknowledge,
  })
}
const acknowledgement = '{"channel":"alarms","payload":{"acknowledge":true}}'

test('an acknowledgement is taken when it is stored', async () => {
  const said: string[] = []
  const { take } = inward(async () => {
    await setImmediate()
    said.push('stored')
  })
  await take('alarms', acknowledgement)
  expect(said).toEqual(['stored'])
})

test('who acknowledges what cannot be stored is told, and who posts what nobody understands is not', async () => {
  const { take, busy } = inward(() => Promise.reject(new Fault('unavailable', 'the disk is full')))
  await expect(take('alarms', acknowledgement)).rejects.toThrow('the disk is full')
  expect(busy).toBe(false)
  await take('alarms', 'no JSON')
})
