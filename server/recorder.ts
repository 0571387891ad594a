import { type Message, wordsBelowData } from '../data/model/channels.ts'
import { Fault } from '../data/model/fault.ts'
import { LogEntry } from '../data/model/log.ts'
import { isKeepable, type Point, type Reading } from '../data/model/reading.ts'
import type { Settings } from '../data/model/setting.ts'
import type { Cancel, Clock, Instant } from '../data/model/units.ts'
import type { VesselState } from '../data/model/vessel.ts'
import type { Store } from '../data/store.ts'
import type { Alarms } from './alarms.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'

/** Writes down what the hub carries. */
export interface Recorder {
  open(): void
  /** Writes what waits, so that who reads the history misses nothing; a failure is an alarm. */
  flush(): Promise<void>
  /**
   * Does something that may publish, for somebody who waits for an answer: answers once everything it made to be
   * written down is on the disk, at once when there is nothing. Fails with `unavailable` when it was published but cannot be written.
   */
  keep<Result>(publish: () => Result | Promise<Result>): Result | Promise<Result>
  /** Writes what is left. */
  close(): Promise<void>
}

/** Each commit rewrites whole pages: writing every second would wear out an SD card within a year or two. */
const flushEvery = 5_000
const pruneEvery = 3_600_000
/** Set points and outputs are written when they change, and at least this often. */
const repeatEvery = 60_000
/** Most points and log entries that wait for a disk that fails; the oldest go first. */
const mostWaiting = 100_000
/** While the disk fails it is tried so often, ms; one that has not answered for so long has failed, too. */
const retryAfter = 1_000
const longestWrite = 10_000
const day = 86_400_000

/**
 * Records what the brewery publishes below `data`, and `logs`; `owns` tells its channels from other people's. `disk` is the
 * computer's own time: disks are no faster when the house's time is.
 */
export function createRecorder(parts: {
  clock: Clock
  disk: Pick<Clock, 'uptime'>
  hub: Hub
  log: Log
  store: Pick<Store, 'readings' | 'logs'>
  alarms: Alarms
  settings: () => Settings
  owns: (channel: string) => boolean
}): Recorder {
  const { clock, disk, hub, log, store, alarms, settings, owns } = parts
  const written = new Map<string, { at: number; value: number }>()
  /** Series of which something could not be written: it is said once. */
  const unfit = new Set<string>()
  /** How many points and entries there were to write, ever. */
  let noted = 0
  /** Of those, how many at most were let go unwritten, the oldest. */
  let letGo = 0
  let points: Point[] = []
  let entries: LogEntry[] = []
  let writing: Promise<number> | null = null
  let writingSince = 0
  let stopRetrying: Cancel = () => {}
  let waiting: Promise<number> | null = null
  let cancels: Cancel[] = []

  function hear({ channel, at, data }: Message): void {
    if (!owns(channel)) return
    const [, kind = '', sensor] = channel.split('.')
    if (kind === 'sensors') hearReading(`sensors.${sensor}`, data as Reading)
    else if (!wordsBelowData.includes(kind)) hearVessel(data as VesselState, at)
  }

  function hearReading(series: string, { at, value, quality }: Reading): void {
    if (value !== null && quality === 'good') push({ series, at, value })
  }

  function hearVessel({ vessel, processValue, quality, measuredAt, setPoint, output }: VesselState, at: number): void {
    if (processValue !== null && measuredAt !== null && quality === 'good')
      note(`${vessel}.processValue`, measuredAt, processValue, 1)
    if (setPoint === null) end(`${vessel}.setPoint`, at)
    else note(`${vessel}.setPoint`, at, setPoint, repeatEvery)
    note(`${vessel}.output`, at, output, repeatEvery)
  }

  function note(series: string, at: number, value: number, every: number): void {
    const before = written.get(series)
    const same = before?.value === value
    // A clock that was set back goes through the same hours again: they are written again.
    if (before && (at === before.at || (same && at > before.at && at - before.at < every))) return
    if (!same && every > 1) end(series, at)
    written.set(series, { at, value })
    push({ series, at, value })
  }

  /** A value holds no longer: the end of a long plateau is written too, or a chart would draw a slope from its beginning. */
  function end(series: string, at: number): void {
    const before = written.get(series)
    if (before && at - before.at > 1_000) push({ series, at: at - 1, value: before.value })
    written.delete(series)
  }

  function push(point: Point): void {
    // The store would refuse it, and with it all of its batch, again and again.
    if (!isKeepable(point.value)) {
      refuse(point)
      return
    }
    noted += 1
    points.push(point)
    // In halves, as dropping one at a time would move all of them for every point.
    if (points.length >= 2 * mostWaiting) points = newest(points)
  }

  function newest<Item>(items: Item[]): Item[] {
    if (items.length > mostWaiting) letGo = noted - mostWaiting
    return items.slice(-mostWaiting)
  }

  function refuse({ series, value }: Point): void {
    if (unfit.has(series)) return
    unfit.add(series)
    log(
      'warning',
      'recorder',
      `${value} of ${series} is not written down: it is too large, as is perhaps what follows.`,
    )
  }

  /** Resolves to how many at most had been let go before it took the rest. */
  async function write(): Promise<number> {
    const [nextPoints, nextEntries, gone] = [points, entries, letGo]
    points = []
    entries = []
    try {
      if (nextPoints.length > 0) await store.readings.append(nextPoints)
      nextPoints.length = 0
      if (nextEntries.length > 0) await store.logs.append(nextEntries)
      alarms.clear('recorder', 'readings and log are written again')
      return gone
    } catch (error) {
      points = newest([...nextPoints, ...points])
      entries = newest([...nextEntries, ...entries])
      retrySoon()
      throw new Fault('unavailable', lament((error as Error).message))
    }
  }

  /** Says that the history is not being kept, and why. */
  function lament(cause: string): string {
    const message = `Readings and log are not being written down: ${cause} The newest ${mostWaiting} wait in memory.`
    alarms.raise('recorder', 'recorder', message)
    return message
  }

  function retrySoon(): void {
    stopRetrying()
    stopRetrying = clock.after(retryAfter, () => void flush())
  }

  /** A disk that hangs says nothing: somebody else has to. */
  function flushInTime(): void {
    const waited = disk.uptime() - writingSince
    if (writing && waited > longestWrite) lament(`the disk has not answered for ${Math.round(waited / 1000)} s.`)
    else void flush()
  }

  /** Also writes what came while another write was under way: whoever waits meanwhile shares one write. */
  function writeInTurn(): Promise<number> {
    if (writing) {
      waiting ??= writing
        .catch(() => {})
        .then(() => {
          waiting = null
          return writeInTurn()
        })
      return waiting
    }
    writingSince = disk.uptime()
    writing = write().finally(() => {
      writing = null
    })
    return writing
  }

  /** Resolves when what was noted after so many is on the disk. */
  async function writtenSince(before: number): Promise<void> {
    if (before >= (await writeInTurn())) return
    const wait = `the disk did not answer for so long that only the newest ${mostWaiting} of what waited were kept`
    throw new Fault('unavailable', `This was published, and is not written down: ${wait}.`)
  }

  // The alarm has said it.
  const flush = async () => void (await writeInTurn().catch(() => {}))

  /** Days of which nothing was recorded do not count: a clock that is years ahead must not take the history with it. */
  async function keptSince(days: number): Promise<Instant> {
    const newest = (await store.readings.newestDay(Math.ceil(days))) ?? 0
    return Math.max(0, Math.min(clock.now() - days * day, newest))
  }

  async function prune(): Promise<void> {
    const { rawRetention, rollupRetention } = settings()
    try {
      const before = { raw: await keptSince(rawRetention), rollups: await keptSince(rollupRetention) }
      while ((await store.readings.prune(before)) > 0);
    } catch {
      // The next flush meets the same trouble and raises the alarm.
    }
  }

  return {
    flush,
    keep(publish) {
      const before = noted
      const result = publish()
      // The hub has told everybody before it returned: what is to be written is known by now.
      // All at once: when the disk fails, both may.
      return noted > before ? Promise.all([result, writtenSince(before)]).then(([done]) => done) : result
    },
    open() {
      cancels = [
        hub.subscribe('data', hear),
        hub.subscribe('logs', ({ channel, data }) => {
          const entry = LogEntry.safeParse(data)
          // What is below, somebody else says for the moment.
          if (!entry.success || channel !== 'logs') return
          noted += 1
          entries.push(entry.data)
          if (entries.length >= 2 * mostWaiting) entries = newest(entries)
        }),
        clock.every(flushEvery, flushInTime),
        clock.every(pruneEvery, () => void prune()),
      ]
    },
    async close() {
      for (const cancel of cancels) cancel()
      await flush()
      stopRetrying()
    },
  }
}
