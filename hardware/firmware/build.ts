import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A board the sketch compiles for; the committed hex is the Uno's, which a Nano runs too. */
export type Target = 'uno' | 'mega' | 'leonardo'

const targets: Record<Target, { chip: string; variant: string; flags: string[] }> = {
  uno: { chip: 'atmega328p', variant: 'standard', flags: ['-DARDUINO_AVR_UNO'] },
  mega: { chip: 'atmega2560', variant: 'mega', flags: ['-DARDUINO_AVR_MEGA2560'] },
  leonardo: {
    chip: 'atmega32u4',
    variant: 'leonardo',
    flags: [
      '-DARDUINO_AVR_LEONARDO',
      '-DUSB_VID=0x2341',
      '-DUSB_PID=0x8036',
      '-DUSB_MANUFACTURER="Unknown"',
      '-DUSB_PRODUCT="Arduino Leonardo"',
    ],
  },
}

const arduino = '/usr/share/arduino/hardware/arduino/avr'
const sketch = fileURLToPath(new URL('maelstrom', import.meta.url))

/** Where `npm run firmware` puts the Uno's program. */
export const firmwareHex = fileURLToPath(new URL('maelstrom.hex', import.meta.url))

/** Debian packages that a build needs and this machine lacks. */
const missingPackages = (): string[] =>
  Object.entries({
    'gcc-avr': '/usr/bin/avr-g++',
    'binutils-avr': '/usr/bin/avr-objcopy',
    'avr-libc': '/usr/lib/avr/include/avr/io.h',
    'arduino-core-avr': join(arduino, 'cores/arduino/Arduino.h'),
  })
    .filter(([, file]) => !existsSync(file))
    .map(([name]) => name)

// Sections of their own let the linker drop what is not used. Debian's gcc 5.4 does not define DECIMAL_DIG, which the
// core's Print needs.
const compilerFlags = (target: Target): string[] => {
  const { chip, variant, flags } = targets[target]
  return [
    `-mmcu=${chip}`,
    ...['-Os', '-Wall', '-ffunction-sections', '-fdata-sections', '-DF_CPU=16000000L', '-DARDUINO=10819'],
    ...['-DARDUINO_ARCH_AVR', '-DDECIMAL_DIG=__DECIMAL_DIG__', ...flags],
    ...[`-I${join(arduino, 'cores/arduino')}`, `-I${join(arduino, 'variants', variant)}`],
  ]
}

const languages: Record<string, string[]> = {
  c: ['avr-gcc', '-std=gnu11'],
  S: ['avr-gcc', '-x', 'assembler-with-cpp'],
  cpp: ['avr-g++', '-std=gnu++11', '-fno-exceptions', '-fno-threadsafe-statics'],
  ino: ['avr-g++', '-std=gnu++11', '-fno-exceptions', '-fno-threadsafe-statics', '-include', 'Arduino.h', '-x', 'c++'],
}

const run = (command: string, ...parameters: string[]) =>
  execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })

const compile = (folder: string, target: Target, output: string, extra: string[]): string[] =>
  readdirSync(folder)
    .sort() // the order of the objects is the order in memory: the same everywhere
    .flatMap(name => {
      const language = languages[name.slice(name.lastIndexOf('.') + 1)]
      if (!language) return []
      const [compiler, ...parameters] = language
      const object = join(output, `${name}.o`)
      run(compiler!, ...compilerFlags(target), ...extra, ...parameters, '-c', join(folder, name), '-o', object)
      return [object]
    })

/**
 * Compiles the sketch with the Arduino core into an Intel HEX file; the same sources and packages give the same bytes.
 * Throws what the compiler said, or which Debian packages are missing.
 */
export function buildFirmware(target: Target, hex: string): void {
  const missing = missingPackages()
  if (missing.length > 0) throw new Error(`missing packages, try: sudo apt-get install ${missing.join(' ')}`)
  const output = mkdtempSync(join(tmpdir(), 'firmware-'))
  try {
    const core = join(output, 'core')
    mkdirSync(core)
    const objects = [
      ...compile(sketch, target, output, ['-Wextra', '-Werror', '-Wno-unused-parameter']),
      ...compile(join(arduino, 'cores/arduino'), target, core, ['-w']),
    ]
    const elf = join(output, 'maelstrom.elf')
    run('avr-gcc', `-mmcu=${targets[target].chip}`, '-Os', '-Wl,--gc-sections', '-o', elf, ...objects, '-lm')
    run('avr-objcopy', '-O', 'ihex', '-R', '.eeprom', elf, hex)
  } finally {
    rmSync(output, { recursive: true })
  }
}

if (import.meta.main) {
  const [target = 'uno', hex = firmwareHex] = process.argv.slice(2)
  if (!(target in targets)) throw new Error(`expected one of ${Object.keys(targets).join(', ')}, got ${target}`)
  buildFirmware(target as Target, hex)
}
