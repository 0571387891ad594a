import { systemClock } from './clock.ts'
import { complain } from './command-line.ts'
import { help, readConfig } from './config.ts'
import { openMaelstrom } from './maelstrom.ts'
import { reopening } from './reopening.ts'

/** Starts the house from arguments and environment, and closes it at a signal. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  if (!config) {
    process.stdout.write(`${help}\n`)
    return
  }
  // Who read what is said may be gone, or the disk it goes to full: that ends no brew.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const house = await reopening({
    open: (now, restart) => openMaelstrom(now, systemClock, undefined, restart),
    config,
    clock: systemClock,
    say: sentence => process.stderr.write(`${sentence}\n`),
    failed: error => void leave(complain(error)),
  })
  process.stdout.write(`\nMaelstrom is open: ${house.url}\n\n`)
  let leaving = false
  const leave = async (code: number) => {
    if (leaving) return
    leaving = true
    // The boards go safe by themselves if closing gets stuck.
    setTimeout(() => process.exit(1), 5_000).unref()
    await house.close().catch(() => {})
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: Error) => {
      process.stderr.write(`${error?.stack ?? error}\n`)
      void leave(1)
    })
  }
}

try {
  await main()
} catch (error) {
  process.exit(complain(error))
}
