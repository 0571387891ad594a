import { simulatedBrewery } from '../../hardware/simulator/brewery.ts'
import { virtualClock } from '../../hardware/simulator/virtual-clock.ts'

test('timers fire in order, at their time, also those set meanwhile', async () => {
  const clock = virtualClock(1000)
  const fired: string[] = []
  const note = (name: string) => () => fired.push(`${name}@${clock.uptime()}`)
  clock.after(30, note('c'))
  clock.after(10, () => {
    note('a')()
    clock.after(5, note('b'))
    clock.after(0, note('at once'))
  })
  const stop = clock.every(20, note('every'))
  await clock.advance(45)
  expect(fired).toEqual(['a@10', 'at once@10', 'b@15', 'every@20', 'c@30', 'every@40'])
  expect(clock.uptime()).toBe(45)
  expect(clock.now()).toBe(1045)
  stop()
  stop()
  await clock.advance(100)
  expect(fired).toHaveLength(6)
})

test('promises get their turn between two moments', async () => {
  const clock = virtualClock()
  const seen: number[] = []
  clock.after(1, async () => {
    await null
    await new Promise(resolve => setImmediate(resolve))
    seen.push(clock.uptime())
  })
  clock.after(3, () => {})
  clock.after(50, () => {})
  await clock.advance(60)
  expect(seen[0]).toBeLessThan(50)
})

test('the wall clock jumps, the uptime does not', async () => {
  const clock = virtualClock(5000)
  await clock.advance(10)
  clock.jump(-3000)
  expect(clock.now()).toBe(2010)
  expect(clock.uptime()).toBe(10)
})

test('what does not happen within its limit is an error', async () => {
  await expect(virtualClock().advanceUntil(() => false, 100)).rejects.toThrow('within 100 ms')
})

test('a brewery gets on with time however finely it is divided, also after its board was reset', () => {
  // Sums of these steps do not come out even: what is left over may be too short to be added to the board's cycles.
  let uptime = 0.1
  let tick = () => {}
  const clock = {
    now: () => 0,
    uptime: () => uptime,
    after: () => () => {},
    every: (_: number, action: () => void) => {
      tick = action
      return () => {}
    },
  }
  const brewery = simulatedBrewery({ clock })
  for (let step = 1; step <= 4000; step++) {
    uptime += 5 + 1 / (step * 7)
    tick()
    if (step % 500 === 0) brewery.board.reset()
  }
  expect(brewery.board.milliseconds).toBeCloseTo(uptime - 0.1, 2)
  brewery.close()
})
