// Sees that what the tests need beyond npm is there; as root on Debian it installs it, elsewhere it says what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const needed = {
  chromium: '/usr/bin/chromium',
  curl: '/usr/bin/curl',
  gcc: '/usr/bin/gcc',
  'libc6-dev': '/usr/include/stdio.h',
  'gcc-avr': '/usr/bin/avr-gcc',
  'binutils-avr': '/usr/bin/avr-objcopy',
  'avr-libc': '/usr/lib/avr/include/avr/io.h',
  'arduino-core-avr': '/usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h',
}

const missing = () => Object.keys(needed).filter(name => !existsSync(needed[name]))

function install(packages) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
  apt('update')
  apt('install', '-y', '--no-install-recommends', ...packages)
}

const isRootOnDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
if (missing().length > 0 && isRootOnDebian) {
  process.stdout.write(`Installing what the tests need: ${missing().join(' ')}\n`)
  install(missing())
}
if (missing().length > 0) {
  process.stderr.write(`The tests need these Debian packages, which are not installed: ${missing().join(' ')}\n`)
  process.stderr.write(`  sudo apt-get install ${missing().join(' ')}\n`)
  process.exit(1)
}
