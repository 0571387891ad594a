// Makes a checkout ready: installs the packages and builds the client, each only when it is not up to date.
// Plain JavaScript without packages, because it runs first and on whatever Node is there.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const changed = path => (existsSync(path) ? statSync(path).mtimeMs : 0)

function newest(path) {
  if (!statSync(path).isDirectory()) return changed(path)
  const inside = readdirSync(path).filter(name => name !== 'dist' && name !== 'screenshots')
  return Math.max(0, ...inside.map(name => newest(join(path, name))))
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error) process.stderr.write(`${command} cannot be run: ${error.message}\n`)
  if (status !== 0) process.exit(status ?? 1)
}

const lock = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')
if (changed(installed) < changed(lock)) {
  // All native code comes ready-made inside the packages. npm would still run node-gyp where it sees a binding.gyp,
  // which needs Python and headers; the only script that is needed fetches the Node this program runs on.
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
  run('npm', 'rebuild', 'node')
}

const built = join(root, 'client', 'dist', 'index.html')
const sources = Math.max(newest(join(root, 'client')), newest(join(root, 'data', 'model')), changed(lock))
if (changed(built) < sources) run('npm', 'run', '--silent', 'build')
