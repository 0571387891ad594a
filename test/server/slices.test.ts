import { inSlices } from '../../server/slices.ts'

/** Work of `steps` steps; `step` is called in each. */
function* working(steps: number, step: () => void): Generator<void, string> {
  for (let n = 0; n < steps; n++) {
    step()
    yield
  }
  return 'done'
}

test('others get their turn after a few milliseconds of work', async () => {
  let now = 0
  let turns = 0
  let inTurn = 0
  let longest = 0
  let over = false
  const others = () => {
    turns++
    inTurn = 0
    if (!over) setImmediate(others)
  }
  setImmediate(others)
  const result = await inSlices(
    working(100, () => {
      now += 1
      inTurn++
      longest = Math.max(longest, inTurn)
    }),
    () => now,
  )
  over = true
  expect(result).toBe('done')
  expect(longest).toBeLessThanOrEqual(6)
  expect(turns).toBeGreaterThan(10)
})

test('what fails is told', async () => {
  const failing = working(3, () => {
    throw new Error('no plant')
  })
  await expect(inSlices(failing)).rejects.toThrow('no plant')
})
