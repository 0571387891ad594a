import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onClean } from './folder.ts'

/** A program of test/data/programs in a process of its own. */
export interface Child {
  /** Resolves to all lines it has said so far, once there are `count`. */
  said(count: number): Promise<string[]>
  /** kill -9; resolves to all lines that came out. */
  kill(): Promise<string[]>
}

/** Starts it and hands it `values`. It says what it has done line by line. */
export async function started(program: string, ...values: string[]): Promise<Child> {
  const file = fileURLToPath(new URL(`programs/${program}.ts`, import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [file, ...values], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  onClean(() => child.kill('SIGKILL'))
  let text = ''
  let heard = () => {}
  child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    heard()
  })
  const lines = () => text.split('\n').slice(0, -1)
  await once(child, 'spawn')
  return {
    async said(count) {
      while (lines().length < count) {
        if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${text}`)
        await Promise.race([new Promise<void>(resolve => (heard = resolve)), closed])
      }
      return lines()
    },
    async kill() {
      child.kill('SIGKILL')
      await closed
      return lines()
    },
  }
}
