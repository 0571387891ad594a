import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page, type Request, type Route } from 'playwright-core'
import { eventually } from '../eventually.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const built = fileURLToPath(new URL('../../client/dist/index.html', import.meta.url))
const screenshots = fileURLToPath(new URL('../../client/screenshots/', import.meta.url))

/** Screens the pages are made for. */
export const screens = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } }

/** Name of a screen. */
export type Screen = keyof typeof screens

/** A page and what it complained of. */
export interface Window {
  page: Page
  complaints: string[]
  close(): Promise<void>
}

/** Starts Chromium; `npm run build` must have been run. */
export function openBrowser(): Promise<Browser> {
  if (!existsSync(built)) throw new Error('there is no client to look at: npm run build')
  const off = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map(part => `--disable-${part}`)
  return chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--no-first-run', ...off] })
}

/** Opens an address on a screen of its own. */
export async function openWindow(
  browser: Browser,
  url: string,
  screen: Screen,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Window> {
  const phone = screen === 'phone'
  const context = await browser.newContext({
    viewport: screens[screen],
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    isMobile: phone,
    hasTouch: phone,
    deviceScaleFactor: phone ? 2 : 1,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(url)
  return { page, complaints, close: () => context.close() }
}

/** Waits until an element's text is another one, and returns that. */
export async function nextText(page: Page, selector: string, before: string): Promise<string> {
  const element = page.locator(selector).first()
  await eventually(async () => (await element.innerText()) !== before, `${selector} to be other than ${before}`)
  return element.innerText()
}

/** Taps a button for what heats, and once more as soon as that counts. */
export async function confirm(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click()
  const again = page.getByRole('button', { name: /^Tap again/ })
  await again.waitFor()
  await eventually(async () => {
    await again.click({ timeout: 1000 }).catch(() => {})
    return (await again.count()) === 0
  }, `${label} to be confirmed`)
}

/** Until the page takes the next tap for one of its own, not for the second of a double tap. */
export async function thought(page: Page): Promise<void> {
  const since = await page.evaluate(() => performance.now())
  await page.waitForFunction(started => performance.now() - started > 700, since)
}

/** Holds what such requests are answered with until it is let go, as a slow network does. */
export async function held(page: Page, url: string, method: string): Promise<{ asked(): number; letGo(): void }> {
  let asked = 0
  let letGo = () => {}
  const gone = new Promise<void>(resolve => {
    letGo = resolve
  })
  await page.route(url, async (route: Route, request: Request) => {
    if (request.method() !== method) return route.continue()
    asked += 1
    const response = await route.fetch({ timeout: 120_000 })
    await gone
    return route.fulfill({ response })
  })
  return { asked: () => asked, letGo }
}

/** Takes a picture; it is kept for README only with SCREENSHOTS=keep. */
export async function takePicture(page: Page, name: string): Promise<Buffer> {
  if (process.env.SCREENSHOTS !== 'keep') return page.screenshot()
  mkdirSync(screenshots, { recursive: true })
  // A pixel for a pixel of CSS: sharp enough for README, a third of the bytes.
  return page.screenshot({ path: `${screenshots}${name}.png`, scale: 'css' })
}

/** Controls narrower or lower than a thumb, by their text; and whether the page is wider than the screen. */
export function tightSpots(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const spots: string[] = []
    const visit = (parent: Element | ShadowRoot) => {
      for (const element of parent.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot)
        if (!element.matches('a, button, input:not(.hidden)')) continue
        // Who taps the words beside a tick ticks it too.
        const tapped = element.matches('[type=checkbox], [type=radio]')
          ? (element.closest('label') ?? element)
          : element
        const { width, height } = tapped.getBoundingClientRect()
        if (width > 0 && (width < 43.5 || height < 43.5))
          spots.push(`${element.tagName} “${element.textContent?.trim()}” is ${width} × ${height}`)
        const edge = element.closest('.card')?.getBoundingClientRect().right ?? document.documentElement.clientWidth
        if (element.getBoundingClientRect().right > edge) spots.push(`“${element.textContent?.trim()}” sticks out`)
      }
    }
    visit(document.documentElement)
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) spots.push(`the page is ${scrollWidth} wide on a screen of ${clientWidth}`)
    return spots
  })
}
