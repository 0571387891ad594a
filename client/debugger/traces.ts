import type { Settings } from '../../data/model/setting.ts'
import type { Bench, Outcome } from './experiment.ts'

/** Something the debugger left behind, and how it is taken back. */
export type Trace =
  /** A thing that was added. */
  | { kind: 'thing'; path: string }
  /** Something published, kept as the last message of its channel. */
  | { kind: 'message'; channel: string }
  /** Settings as they were before. */
  | { kind: 'settings'; before: Pick<Settings, 'breweryName' | 'theme'> }
  /** The picture that was the logo before, base64; null when there was none. */
  | { kind: 'logo'; before: string | null }
  /** Faults that were injected. */
  | { kind: 'faults'; board: string }
  /** Time runs faster. */
  | { kind: 'speed' }

const key = 'maelstrom.debugger'

/** Traces of this tab, also from before a reload. */
export function loadTraces(storage: Pick<Storage, 'getItem'>): Trace[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? (kept as Trace[]) : []
  } catch {
    return []
  }
}

/** Keeps traces for after a reload. */
export function saveTraces(storage: Pick<Storage, 'setItem'>, traces: Trace[]): void {
  storage.setItem(key, JSON.stringify(traces))
}

/** Traces with one more; of settings and logos the oldest counts, the rest is noted once. */
export function withTrace(traces: Trace[], trace: Trace): Trace[] {
  const same = (other: Trace) =>
    trace.kind === 'settings' || trace.kind === 'logo'
      ? other.kind === trace.kind
      : JSON.stringify(other) === JSON.stringify(trace)
  return traces.some(same) ? traces : [...traces, trace]
}

/** Takes a trace back; answers whether nothing is left of it. */
export async function erase(trace: Trace, bench: Bench): Promise<boolean> {
  // What could not even be read is not taken back.
  return (await undo(trace, bench).catch(() => 'failed')) !== 'failed'
}

async function undo(trace: Trace, bench: Bench): Promise<Outcome> {
  switch (trace.kind) {
    case 'thing':
      return bench.call('DELETE', trace.path)
    case 'message':
      return bench.call('DELETE', `/channels/${trace.channel}`)
    case 'settings': {
      const { version: _, ...settings } = await bench.settings()
      return bench.call('PUT', '/settings', { ...settings, ...trace.before })
    }
    case 'logo': {
      if (trace.before !== null) return bench.call('PUT', '/logo', { data: trace.before })
      const { version: _, ...settings } = await bench.settings()
      return bench.call('PUT', '/settings', { ...settings, logo: null })
    }
    case 'faults':
      return bench.call('DELETE', `/simulations/${trace.board}/faults`)
    case 'speed':
      return bench.call('PUT', '/simulations/speed', { factor: 1 })
  }
}

/** What is left behind, in words: `5 things, 2 messages, changed settings`. */
export function traceWords(traces: Trace[]): string {
  const names: Record<Trace['kind'], [string, string]> = {
    thing: ['thing', 'things'],
    message: ['message', 'messages'],
    settings: ['changed settings', 'changed settings'],
    logo: ['another logo', 'another logo'],
    faults: ['board with faults', 'boards with faults'],
    speed: ['fast time', 'fast time'],
  }
  return (Object.keys(names) as Trace['kind'][])
    .map(kind => [traces.filter(trace => trace.kind === kind).length, names[kind]] as const)
    .filter(([count]) => count > 0)
    .map(([count, [one, many]]) => (one === many ? one : `${count} ${count === 1 ? one : many}`))
    .join(', ')
}
