// From a measurement to the screen, with a real Chromium: how late a value is in the page and in a chart, what a chart costs at ten
// points a second on eight series, and how long it takes to draw 4 × 10,000 points. `node test/bench/screen.bench.ts`; build the client first.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { openBrowser, openWindow } from '../browser/window.ts'
import { killHouses, startHouse } from '../journeys/process.ts'
import { prefer, say, spread, temporaryFolder } from './figures.ts'

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Keeps what the page shows of a vessel with the time, once a frame; and how long frames took. */
function watchScreen(): void {
  const seen: { text: string; at: number }[] = []
  const frames: number[] = []
  const find = (root: ParentNode, name: string): Element[] =>
    [...root.querySelectorAll('*')].flatMap(one => [
      ...(one.localName === name ? [one] : []),
      ...(one.shadowRoot ? find(one.shadowRoot, name) : []),
    ])
  let value: Element | undefined
  let before = performance.now()
  const look = () => {
    const now = performance.now()
    frames.push(now - before)
    before = now
    value = value?.isConnected ? value : find(document, 'process-value')[0]
    const text = value?.shadowRoot?.textContent?.trim() ?? ''
    if (text !== seen.at(-1)?.text) seen.push({ text, at: Date.now() })
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  Object.assign(window, { screenBench: { seen, frames, find } })
}

interface Bench {
  seen: { text: string; at: number }[]
  frames: number[]
  find(root: ParentNode, name: string): Element[]
}

const benchOf = (page: Page) => page.evaluate(() => (window as unknown as { screenBench: Bench }).screenBench)

prefer()
process.once('exit', killHouses)
const { url } = await startHouse(join(temporaryFolder(), 'screen.sqlite'), '--no-demo')
const call = async (method: string, path: string, body: unknown) => {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
}
await call('POST', '/sensors', { id: 'probe', name: 'Probe', driver: { kind: 'channel', channel: 'bench.probe' } })
await call('POST', '/vessels', { id: 'tank', name: 'Tank', kind: 'fermenter', sensor: 'probe' })
const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`)
await new Promise(resolve => socket.once('open', resolve))
const publish = (data: number) => socket.send(JSON.stringify({ action: 'publish', channel: 'bench.probe', data }))
publish(10)
publish(10)

const browser = await openBrowser()
const assets = join(import.meta.dirname, '../../client/dist/assets')
for (const [name, path, lowest] of [
  ['brewery', '/', 10],
  ['vessel', '/#/vessels/tank', 20],
] as const) {
  const { page, close } = await openWindow(browser, 'about:blank', 'desktop')
  const loaded = new Set<string>()
  page.on('response', answer => void loaded.add(new URL(answer.url()).pathname))
  const begun = performance.now()
  await page.goto(url + path)
  await page.getByText(`${lowest}.0`).first().waitFor()
  const usable = Math.round(performance.now() - begun)
  const files = readdirSync(assets).filter(file => loaded.has(`/assets/${file}`))
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file))).length, 0)
  say({ figure: 'first load', page: name, gzipKilobytes: Math.round(bytes / 100) / 10, usableMs: usable })

  await page.evaluate(watchScreen)
  const sent = new Map<string, number>()
  for (let n = 1; n <= 100; n++) {
    // Slow enough to be believed: a probe that jumps is not.
    const value = lowest + n / 10
    sent.set(value.toFixed(1), Date.now())
    publish(value)
    await wait(100)
  }
  const { seen } = await benchOf(page)
  const late = seen.flatMap(({ text, at }) => {
    const begun = sent.get(/-?\d+\.\d/.exec(text)?.[0] ?? '')
    return begun === undefined ? [] : [at - begun]
  })
  say({ figure: 'published to on screen', page: name, published: sent.size, ...spread(late) })
  if (name === 'vessel') await charts(page)
  await close()
}
await browser.close()
socket.close()
killHouses()

/** The page's own chart, with more points than a server would send, and beside it what a page does that draws nothing. */
async function charts(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  /** CPU time of the page's main thread so far, ms. */
  const cpu = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * metrics.find(({ name }) => name === 'ThreadTime')!.value
  }
  await page.evaluate(() => {
    const { find } = (window as unknown as { screenBench: Bench }).screenBench
    const [chart] = find(document, 'history-chart') as unknown as [Chart]
    const now = chart.connection.now()
    const buckets = (height: number) =>
      Array.from({ length: 10_000 }, (_, n) => {
        const mean = height + Math.sin(n / 300) + ((n * 7919) % 13) / 20
        return { at: now - (10_000 - n) * 1000, minimum: mean - 0.3, maximum: mean + 0.3, mean, count: 4 }
      })
    // Band, value and set point are four lines. Heights differ, and time moves by more than a pixel: axes change too.
    const all = Array.from({ length: 40 }, (_, n) => ({
      series: { processValue: buckets(18 + n / 100), setPoint: buckets(19), output: [], width: 1000 },
      span: { from: now - 10_000_000 + n * 30_000, to: now + n * 30_000 },
    }))
    Object.assign(window, {
      async redraw(n: number) {
        Object.assign(chart, all[n])
        await chart.updateComplete
        const begun = performance.now()
        chart.plot.drawNow()
        return performance.now() - begun
      },
    })
  })
  const redraw = (n: number) =>
    page.evaluate(n => (window as unknown as { redraw(n: number): Promise<number> }).redraw(n), n)
  const redraws: number[] = []
  for (let n = 0; n < 10; n++) await redraw(n)
  const before = await cpu()
  for (let n = 10; n < 40; n++) redraws.push(await redraw(n))
  // With what the page and its measurement do around it.
  const cpuMs = Math.round(((await cpu()) - before) / 3) / 10
  say({ figure: 'redraw of 4 × 10,000 points', ...spread(redraws), cpuMs, gateMs: 10 })

  const framesOf = async (seconds: number, name: string) => {
    await page.evaluate(() => (window as unknown as { screenBench: Bench }).screenBench.frames.splice(0))
    const before = await cpu()
    await wait(seconds * 1000)
    const cpuPercent = Math.round(((await cpu()) - before) / seconds / 10)
    const { frames } = await benchOf(page)
    const dropped = frames.filter(ms => ms > 25).reduce((sum, ms) => sum + Math.round(ms / (1000 / 60)) - 1, 0)
    say({ figure: 'frames', doing: name, seconds, dropped, ...spread(frames), cpuPercent })
  }
  await framesOf(10, 'nothing')
  // Eight series move ten times a second: two vessels' charts of four lines each, an hour of it, side by side.
  await page.evaluate(() => {
    const { find } = (window as unknown as { screenBench: Bench }).screenBench
    const [first] = find(document, 'history-chart') as unknown as [Chart]
    const second = document.createElement('history-chart') as unknown as Chart
    for (const part of ['vessel', 'connection', 'unit'] as const) Object.assign(second, { [part]: first[part] })
    first.after(second)
    const now = first.connection.now()
    const hour = (height: number) =>
      Array.from({ length: 1200 }, (_, n) => {
        const mean = height + Math.sin(n / 50)
        return { at: now - (1200 - n) * 3000, minimum: mean - 0.1, maximum: mean + 0.1, mean, count: 3 }
      })
    const series = { processValue: hour(18), setPoint: hour(19), output: hour(0), width: 3000 }
    let n = 0
    setInterval(() => {
      n += 1
      const at = first.connection.now()
      for (const chart of [first, second]) {
        // What the server has of it came long ago.
        if (n === 5) Object.assign(chart, { series, span: { from: at - 3_600_000, to: at } })
        const values = { processValue: 18 + Math.sin(n / 10), setPoint: 18 + (n % 7), output: n % 100, measuredAt: at }
        chart.state = { ...first.state, ...values }
      }
    }, 100)
  })
  await wait(2_000)
  await framesOf(10, 'ten points a second on eight series')
}

/** What this bench knows of `<history-chart>`. */
type Chart = HTMLElement & {
  connection: { now(): number }
  plot: { drawNow(): void }
  updateComplete: Promise<boolean>
  vessel: object
  unit: string
  state: object
}
