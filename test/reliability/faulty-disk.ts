import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd, temporaryFolder } from './processes.ts'

/** A disk that fails when it is told to. */
export interface FaultyDisk {
  /** Where to put the database. */
  readonly folder: string
  /** What the house needs to feel it. */
  readonly environment: Record<string, string>
  /** Whether what it holds already can be written over while it fails: that may be room enough to start, and for some writes. */
  readonly overwrites: boolean
  fail(): void
  heal(): void
}

/** What can be wrong with it. */
export const faults = {
  'disk full': ['write', constants.errno.ENOSPC],
  'read-only': ['write', constants.errno.EROFS],
  'write fails': ['write', constants.errno.EIO],
  'sync fails': ['sync', constants.errno.EIO],
} as const
export type FaultName = keyof typeof faults

let built: string | null = null

/** The library that stands between a program and its disk; programs/disk.c says what it can. */
export function preloadedDisk(): string {
  if (built) return built
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-disk-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const library = join(folder, 'disk.so')
  const source = join(import.meta.dirname, 'programs/disk.c')
  const { status, stderr } = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`gcc is needed to pretend a faulty disk (Debian: gcc, libc6-dev): ${stderr}`)
  built = library
  return library
}

/** A folder on which writing or syncing fails with an error of the system, by a library that is loaded before the house. */
export function pretendedDisk(fault: FaultName): FaultyDisk {
  const folder = temporaryFolder()
  const [library, sign] = [preloadedDisk(), join(folder, 'fault')]
  return {
    folder,
    environment: { LD_PRELOAD: library, DISK_FAULT: sign },
    overwrites: false,
    fail: () => writeFileSync(sign, faults[fault].join(' ')),
    heal: () => rmSync(sign, { force: true }),
  }
}

/** A file system of so many MB in memory, which is really filled to its last byte. Needs root. */
export function smallDisk(megabytes: number): FaultyDisk {
  const folder = join(temporaryFolder(), 'small')
  mkdirSync(folder)
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`a small disk cannot be mounted: ${stderr}`)
  atEnd(() => spawnSync('umount', ['--lazy', folder]))
  const ballast = join(folder, 'ballast')
  return {
    folder,
    environment: {},
    overwrites: true,
    fail() {
      const file = openSync(ballast, 'w')
      const page = Buffer.alloc(4096)
      try {
        for (;;) writeSync(file, page)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    heal: () => rmSync(ballast, { force: true }),
  }
}
