import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFirmware, firmwareHex, type Target } from '../../hardware/firmware/build.ts'
import { parseHex } from '../../hardware/simulator/intel-hex.ts'

const build = (target: Target): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hex-'))
  try {
    const hex = join(folder, 'firmware.hex')
    buildFirmware(target, hex)
    return readFileSync(hex, 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the committed hex is what the sources make, byte for byte', () => {
  expect(build('uno')).toBe(readFileSync(firmwareHex, 'utf8'))
}, 60_000)

test.each(['mega', 'leonardo'] as const)(
  'the sketch compiles for the %s',
  target => {
    expect(build(target)).toMatch(/^:[0-9A-F]+\r?\n/)
  },
  60_000,
)

test('the hex fits an Uno beside its bootloader and says nothing of where it was built', () => {
  const program = Buffer.from(parseHex(readFileSync(firmwareHex, 'utf8')).buffer)
  const used = program.findLastIndex(byte => byte !== 0xff) + 1
  expect(used).toBeLessThan(32_256)
  expect(program.toString('latin1')).not.toMatch(/\/(home|work|tmp|usr|root|Users)\b/)
})
