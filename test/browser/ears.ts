import type { Browser, BrowserContext, Page } from 'playwright-core'

/** What a page let be heard and shown, as the browser itself has it. */
export interface Ears {
  page: Page
  /** Loudest sample that went to the loudspeaker in so many ms from now on, 0 to 1. */
  listen(ms: number): Promise<number>
  /** Notifications that are on the screen. */
  notices(): Promise<{ title: string; body: string }[]>
  close(): Promise<void>
}

/** Opens a page that may make sound and show notifications, somebody looking elsewhere, and taps once. */
export async function openEars(browser: Browser, url: string): Promise<Ears> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
  await context.grantPermissions(['notifications'], { origin: url })
  await context.addInitScript(bug)
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await page.locator('body').click({ position: { x: 5, y: 300 } })
  await lookElsewhere(context, page)
  return {
    page,
    listen: ms => page.evaluate(ms => window.listen(ms), ms),
    notices: () => page.evaluate(() => window.notices.map(({ title, body }) => ({ title, body }))),
    close: () => context.close(),
  }
}

/** Another tab comes to the front, and nobody pretends that the first is still looked at. */
async function lookElsewhere(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false })
  const other = await context.newPage()
  await other.bringToFront()
  await page.waitForFunction(() => !document.hasFocus())
}

declare global {
  interface Window {
    listen(ms: number): Promise<number>
    notices: Notification[]
  }
}

/** Runs in the page before anything else: a second wire from whatever goes to the loudspeaker, and a list of what is shown. */
function bug(): void {
  const meters: AnalyserNode[] = []
  const wires = new WeakMap<BaseAudioContext, AnalyserNode>()
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => AudioNode
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof AudioDestinationNode) {
      let meter = wires.get(this.context)
      if (!meter) {
        meter = new AnalyserNode(this.context, { fftSize: 32_768 })
        wires.set(this.context, meter)
        meters.push(meter)
      }
      connect.call(this, meter)
    }
    return connect.apply(this, to)
  } as AudioNode['connect']
  window.listen = async ms => {
    const end = performance.now() + ms
    let loudest = 0
    while (performance.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 50))
      for (const meter of meters) {
        const samples = new Float32Array(4096)
        meter.getFloatTimeDomainData(samples)
        for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample))
      }
    }
    return loudest
  }
  window.notices = []
  const Real = window.Notification
  window.Notification = class extends Real {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options)
      this.addEventListener('show', () => window.notices.push(this))
      this.addEventListener('close', () => {
        window.notices = window.notices.filter(notice => notice !== this)
      })
    }
  }
}
