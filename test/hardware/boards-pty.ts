import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A pseudo-terminal: what a program writes to `path` arrives at `onData`. */
export interface Pty {
  path: string
  write(bytes: Uint8Array): void
  onData: (bytes: Buffer) => void
  close(): Promise<void>
}

/** Node opens no pseudo-terminals; `script`, which every Debian has (bsdutils), holds one and passes bytes through. */
export const openPty = async (): Promise<Pty> => {
  const holder: ChildProcess = spawn('script', ['-qfec', 'stty raw -echo; tty; exec sleep 600', '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const { stdin, stdout } = holder
  if (!stdin || !stdout) throw new Error('no pipes')
  stdin.on('error', () => {})
  const failed = new Promise<never>((_, reject) =>
    holder.once('error', error =>
      reject(
        new Error(`a pseudo-terminal needs the program "script" (Debian: bsdutils, util-linux): ${error.message}`),
      ),
    ),
  )
  failed.catch(() => {})
  const [first] = (await Promise.race([once(stdout, 'data'), failed])) as [Buffer]
  const pty: Pty = {
    path: first.toString().trim(),
    write: bytes => stdin.write(bytes),
    onData: () => {},
    async close() {
      if (holder.exitCode !== null || holder.signalCode !== null) return
      holder.kill('SIGKILL')
      await once(holder, 'exit')
    },
  }
  stdout.on('data', (bytes: Buffer) => pty.onData(bytes))
  return pty
}
