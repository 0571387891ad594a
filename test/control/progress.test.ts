import { setImmediate } from 'node:timers/promises'
import type { Mode } from '../../data/model/vessel.ts'
import { Progress } from '../../server/control/progress.ts'

test('what was asked for last is stored last, and in force last, also when somebody sets the clock meanwhile', async () => {
  const progress = new Progress()
  const stored: Mode[] = []
  const inForce: Mode[] = []
  const answers: (() => void)[] = []
  const tell = async (mode: Mode) => {
    const store = (now: Mode) => new Promise<void>(resolve => answers.push(() => resolve(void stored.push(now))))
    inForce.push(await progress.standStill(mode, store))
  }
  const [before, after]: Mode[] = [{ kind: 'off' }, { kind: 'constant', setPoint: 20 }]
  void tell(before!)
  progress.shift(3_600_000, mode => mode)
  void tell(after!)
  expect(progress.stores).toBe(true)
  while (progress.stores) {
    answers.shift()!()
    await setImmediate()
  }
  expect(stored).toEqual([before, after])
  expect(inForce).toEqual([before, after])
})
