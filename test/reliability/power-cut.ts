import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { seededRandom } from '../../hardware/simulator/random.ts'
import { atEnd, temporaryFolder } from './processes.ts'
import type { Report } from './report.ts'
import { acknowledgedBy, audit, emptyLedger, startRows } from './rows.ts'

/**
 * A disk whose power can be cut: an ext4 file system on a loop device, whose image lies on XFS. A copy of the image that shares
 * its blocks (FICLONE) is made in an instant, and holds what has reached the disk by then; what the file system
 * or SQLite still had in memory is not in it.
 */
interface Disk {
  /** The folder where it is mounted. */
  readonly folder: string
  /** Cuts the power: what a machine that starts again finds is mounted at the folder it answers, until the next cut. */
  cut(): string
}

/** Why the power cannot be cut on this machine, in a sentence; null when it can. */
export function whyNot(): string | null {
  if (process.getuid?.() !== 0) return 'only root may mount a disk image'
  for (const program of ['mkfs.xfs', 'mkfs.ext4', 'mount'])
    if (spawnSync('which', [program]).status !== 0) return `${program} is not installed (Debian: xfsprogs, e2fsprogs)`
  if (!existsSync('/dev/loop-control')) return 'there are no loop devices'
  return null
}

function command(program: string, ...values: string[]): void {
  const { status, stderr } = spawnSync(program, values, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${values.join(' ')}: ${stderr}`)
}

function mount(image: string, folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  command('mount', '-o', 'loop', image, folder)
  let mounted = true
  return () => {
    if (mounted) command('umount', '--lazy', folder)
    mounted = false
  }
}

/** Makes one of 512 MB; `cleanUp` unmounts and removes it. */
export function makeDisk(): Disk {
  const base = temporaryFolder()
  const [host, image, folder] = [join(base, 'host'), join(base, 'host', 'disk.img'), join(base, 'disk')]
  command('truncate', '-s', '1500M', join(base, 'host.img'))
  command('mkfs.xfs', '-q', '-m', 'reflink=1', join(base, 'host.img'))
  atEnd(mount(join(base, 'host.img'), host))
  command('truncate', '-s', '512M', image)
  command('mkfs.ext4', '-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image)
  atEnd(mount(image, folder))
  let release = () => {}
  atEnd(() => release())
  return {
    folder,
    cut() {
      release()
      const [copy, found] = [join(host, 'cut.img'), join(base, 'found')]
      rmSync(copy, { force: true })
      command('cp', '--reflink=always', image, copy)
      release = mount(copy, found)
      return found
    },
  }
}

/**
 * Cuts the power again and again under somebody who appends points, and compares what is found with what was acknowledged
 * before the cut.
 * @param pause ms between two batches of a writer
 * @param normal the control: commits are not synced (`synchronous = NORMAL`), and must be lost
 */
export async function cutUnderRows(parts: {
  disk: Disk
  cuts: number
  seed: number
  longest: number
  pause: number
  normal?: boolean
}): Promise<Report> {
  const { disk, cuts, seed, longest, pause, normal = false } = parts
  const random = seededRandom(seed)
  const database = `rows-${normal ? 'normal' : 'full'}-${pause}.sqlite`
  const ledger = emptyLedger()
  const environment = normal ? { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'programs/normal.ts')}` } : {}
  const writers = startRows(join(disk.folder, database), seed, ledger, { pause, environment })
  await writers.open
  const total = { lost: 0, torn: 0, unsound: 0, cutsWithLoss: 0 }
  for (let n = 0; n < cuts; n += 1) {
    await pass(50 + random.uniform() * longest)
    const acknowledged = [...ledger.acknowledged]
    const found = disk.cut()
    // What was asked for until the image was copied may be in it, and is still on its way here.
    await pass(20)
    const { lost, torn, sound } = audit(join(found, database), { acknowledged, batches: ledger.batches })
    total.lost += lost
    total.torn += torn
    total.unsound += sound ? 0 : 1
    total.cutsWithLoss += lost > 0 ? 1 : 0
  }
  await writers.kill()
  await writers.ended
  const { lost, torn, unsound, cutsWithLoss } = total
  return {
    run: `power cut, ${normal ? 'synchronous NORMAL: the control that must lose' : 'as it is'}`,
    seed,
    n: cuts,
    acknowledged: acknowledgedBy(ledger),
    lost,
    torn,
    worst: { cutsWithLoss },
    met: normal ? lost > 0 && (pause === 0 || cutsWithLoss >= cuts * 0.9) : lost + torn + unsound === 0,
    more: { unsound, pauseMs: pause },
  }
}
