import { type AirLine, aired, freshAir } from './air-line.ts'
import { freshKnocking, type Knocking, knock, knocks, shown } from './knock.ts'
import { freshProof, orderOf, type Proof, prove, type Verdict } from './proof.ts'

/** Share of full power that a heater or cooler gives now, 0–1, and °C/s by which that moves its vessel. */
export interface Given {
  share: number
  stirred: number
}

/** A chamber's vessel at a tick; `air` is null where no probe shows it. */
export interface Chamber {
  /** Whether a set point decides what its actuators do, so that a trial may. */
  held: boolean
  uptime: number
  seconds: number
  value: number
  air: number | null
  heater: Given | null
  cooler: Given | null
  /** °C between two readings of its probe. */
  step: number
}

/** What trials found: an actuator that is stuck, or the probe in the vessel, or that in the air, which an actuator did not move. */
export type Found = { part: 'heater' | 'cooler'; verdict: Verdict } | { part: 'probe'; verdict: 'frozen' }

const parts = [
  ['heater', 'cooler', 1],
  ['cooler', 'heater', -1],
] as const

/** Puts what works in a chamber to the proof, and listens to how its air and its vessel answer. */
export class Trials {
  #proofs: Record<'heater' | 'cooler', Proof> = { heater: freshProof, cooler: freshProof }
  #air: AirLine = freshAir
  #knocking: Knocking = freshKnocking
  #knocker: 1 | -1 = 1

  /** What the actuators are to do, −100…100 %; null: as they like. */
  get order(): number | null {
    const knocking = knocks(this.#knocking)
    if (knocking) return knocking === 'rests' ? 0 : 100 * this.#knocker
    return orderOf(this.#proofs.heater, 1) ?? orderOf(this.#proofs.cooler, -1)
  }

  /** Takes in a reading of the vessel. */
  observe(value: number): void {
    this.#knocking = shown(this.#knocking, value)
  }

  /** Nothing is known of the vessel, or of its air: whatever was tried ends. */
  rest(): void {
    this.#restProofs()
    this.#restKnocking()
  }

  look(chamber: Chamber): Found[] {
    const { held, heater, cooler, seconds, step, air } = chamber
    const found: Found[] = []
    const knocker = heater ?? cooler
    this.#knocker = heater ? 1 : -1
    if (!held) this.#restKnocking()
    else if (knocker) {
      const stirred = (heater?.stirred ?? 0) + (cooler?.stirred ?? 0)
      const { state, failed } = knock(this.#knocking, { seconds, share: knocker.share, stirred, step })
      this.#knocking = state
      if (failed) found.push({ part: 'probe', verdict: 'frozen' })
    }
    if (air === null) {
      this.#restProofs()
      return found
    }
    this.#air = aired(this.#air, air, chamber.uptime)
    return [...found, ...this.#prove(chamber)]
  }

  /** Proves one actuator at a time; one that rests gives way to one whose air is odd. */
  #prove(chamber: Chamber): Found[] {
    const found: Found[] = []
    for (const [part, opposite, sign] of parts) {
      const [given, other] = [chamber[part], chamber[opposite]]
      if (!given) continue
      const rival = this.#proofs[opposite]
      const { state, verdict } = prove(this.#proofs[part], {
        uptime: chamber.uptime,
        seconds: chamber.seconds,
        sign,
        share: given.share,
        opposite: other?.share ?? 0,
        value: chamber.value,
        air: this.#air,
        free: chamber.held && knocks(this.#knocking) === null,
        rival: rival.stage,
      })
      if (state.stage !== 'none' && rival.stage === 'rest') this.#proofs[opposite] = { ...rival, stage: 'none' }
      this.#proofs[part] = state
      if (verdict) found.push({ part, verdict })
    }
    return found
  }

  #restProofs(): void {
    for (const [part] of parts)
      if (this.#proofs[part].stage !== 'none') this.#proofs[part] = { ...this.#proofs[part], stage: 'none' }
    if (this.#air !== freshAir) this.#air = freshAir
  }

  #restKnocking(): void {
    if (this.#knocking.knock) this.#knocking = { ...this.#knocking, knock: null }
  }
}
