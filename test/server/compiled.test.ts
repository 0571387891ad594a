import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

test('what was compiled is kept for the next start, also of threads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-'))
  const environment = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'kept') }
  const program = `
    import { getCompileCacheDir } from 'node:module'
    import { Worker } from 'node:worker_threads'
    const inside = "const { parentPort } = process.getBuiltinModule('worker_threads');" +
      "parentPort.postMessage(process.getBuiltinModule('module').getCompileCacheDir())"
    new Worker(inside, { eval: true }).on('message', there => console.log(there === getCompileCacheDir(), there))
  `
  const said = execFileSync(
    process.execPath,
    ['--import', './server/compiled.js', '--input-type=module', '-e', program],
    { cwd: root, env: environment, encoding: 'utf8' },
  )
  expect(said).toMatch(/^true .*kept/)
  expect(existsSync(join(folder, 'kept'))).toBe(true)
  rmSync(folder, { recursive: true })
})
