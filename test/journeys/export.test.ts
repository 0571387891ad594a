import { get } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { cleanUp, openHouse, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
  await house.clock.advance(90_000)
}, 60_000)
afterAll(cleanUp)

async function fetchFile(path: string) {
  const answer = await fetch(`${house.url}/api/v1${path}`)
  const { headers, status } = answer
  return {
    status,
    type: headers.get('content-type'),
    name: headers.get('content-disposition'),
    text: await answer.text(),
  }
}

test('the log as CSV and JSON, filtered as the page is', async () => {
  const csv = await fetchFile('/logs/export?format=csv&source=maelstrom')
  expect(csv).toMatchObject({
    status: 200,
    type: 'text/csv; charset=utf-8',
    name: 'attachment; filename="maelstrom-log-2026-01-01.csv"',
  })
  expect(csv.text).toMatch(
    /^time,level,source,message\r\n2026-01-01T00:00:0\d\.\d{3}Z,info,maelstrom,open at http:\S+\r\n$/,
  )
  const json = await fetchFile('/logs/export?format=json')
  const { items } = (await house.call('GET', '/logs?limit=1000')).body
  expect(JSON.parse(json.text).items).toEqual(items)
  expect(JSON.parse((await fetchFile('/logs/export?format=json&text=nowhere')).text)).toEqual({ items: [] })
  expect((await house.call('GET', '/logs/export?level=loud')).status).toBe(400)
})

test('a series as CSV and JSON', async () => {
  const { points } = (await house.call('GET', '/readings/sensors.wort')).body
  const json = JSON.parse((await fetchFile('/readings/sensors.wort/export?format=json')).text)
  expect(json).toEqual({ series: 'sensors.wort', items: points })
  const { text } = await fetchFile(`/readings/sensors.wort/export?from=${points[3].at}&to=${points[5].at}`)
  const line = ({ at, value }: { at: number; value: number }) => `${new Date(at).toISOString()},${value}`
  expect(text.split('\r\n')).toEqual(['time,value', line(points[3]), line(points[4]), ''])
})

test('a vessel with process value, set point and output', async () => {
  const { text, name } = await fetchFile('/vessels/kettle/export')
  expect(name).toBe('attachment; filename="kettle-2026-01-01.csv"')
  const [head, ...lines] = text.trim().split('\r\n')
  expect(head).toBe('time,process value,set point,output')
  expect(lines.length).toBeGreaterThan(60)
  expect(lines.at(-2)).toMatch(/^2026-01-01T00:01:\d\d\.\d{3}Z,\d+(\.\d+)?,67,100$/)
  expect((await house.call('GET', '/vessels/moon/export')).status).toBe(404)
})

test('a reader that leaves early leaves nothing behind', async () => {
  const errors = house.printed.filter(line => line.includes(' error ')).length
  await new Promise<void>((resolve, reject) => {
    const request = get(`${house.url}/api/v1/vessels/kettle/export`, answer => {
      answer.once('data', () => {
        answer.destroy()
        resolve()
      })
    })
    request.on('error', reject)
  })
  for (let turns = 0; turns < 50; turns++) await setImmediate()
  expect((await house.call('GET', '/settings')).status).toBe(200)
  expect(house.printed.filter(line => line.includes(' error '))).toHaveLength(errors)
})
