import type { Alarm } from '../data/model/alarm.ts'
import { priorityWords } from './alarm-words.ts'
import type { Device, Permission } from './signals.ts'

const prefix = 'maelstrom.'
/** Hz and seconds after the start: a falling third, as a door bell has it. */
const tones = [
  { pitch: 880, from: 0 },
  { pitch: 698, from: 0.28 },
]
const length = 0.26
const loudness = 0.22

let audio: AudioContext | undefined

/** One call of two tones that swell and fade, so that they neither click nor frighten. */
function play(): void {
  audio ??= new AudioContext()
  // A telephone call or a locked screen may have paused it.
  if (audio.state !== 'running') void audio.resume().catch(() => {})
  const start = audio.currentTime + 0.02
  for (const { pitch, from } of tones) {
    const oscillator = new OscillatorNode(audio, { type: 'triangle', frequency: pitch })
    const gain = new GainNode(audio, { gain: 0 })
    gain.gain.setValueAtTime(0, start + from)
    gain.gain.linearRampToValueAtTime(loudness, start + from + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.001, start + from + length)
    oscillator.connect(gain).connect(audio.destination)
    oscillator.start(start + from)
    oscillator.stop(start + from + length)
  }
}

/** Chrome on Android knows Notification and has no constructor for it; nothing is shown of one that is not permitted. */
function isConstructible(): boolean {
  if (Notification.permission === 'granted') return true
  try {
    return Boolean(new Notification(''))
  } catch {
    return false
  }
}

let able = 'Notification' in window && isConstructible()

/** A page over HTTP is denied whatever its settings say. */
const permission = (): Permission => (!able ? 'absent' : window.isSecureContext ? Notification.permission : 'insecure')

function notify(alarm: Alarm): () => void {
  if (document.visibilityState === 'visible' && document.hasFocus()) return () => {}
  try {
    const title = `${priorityWords[alarm.priority]} alarm`
    const notice = new Notification(title, { body: alarm.message, tag: alarm.id, requireInteraction: true })
    notice.onclick = () => {
      window.focus()
      location.hash = '#/alarms'
    }
    return () => notice.close()
  } catch {
    // Where it is permitted this is found out only now.
    able = false
    return () => {}
  }
}

/** What private windows forget at once is remembered here for as long as the page is open. */
const kept = new Map<string, string>()

/** This browser: its loudspeaker, its notifications, its memory. */
export const device: Device = {
  play,
  every(ms, action) {
    const timer = setInterval(action, ms)
    return () => clearInterval(timer)
  },
  permission,
  ask: async () => (able ? Notification.requestPermission() : 'absent'),
  notify,
  recall(key) {
    try {
      return localStorage.getItem(prefix + key) ?? kept.get(key) ?? null
    } catch {
      return kept.get(key) ?? null
    }
  },
  remember(key, value) {
    kept.set(key, value)
    try {
      localStorage.setItem(prefix + key, value)
    } catch {
      // Storage is full or forbidden: kept for this visit only.
    }
  },
}
