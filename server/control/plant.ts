/** A vessel as its controller takes it for, to try out what would happen; temperatures in °C. */
export interface Plant {
  /** Seconds between two ticks that it is followed by faithfully. */
  readonly pace: number
  /** What the vessel's sensor and the one in the air or jacket around it show. */
  readonly processValue: number
  readonly air: number | null
  /** How sure it is: false while most of it is only typical. */
  readonly sure: boolean
  /** Lets so many seconds pass with shares of full power, 0–1. */
  step(heat: number, cool: number, seconds: number): void
  copy(): Plant
  /** The same with something of so many °C in it that nothing happens to yet. */
  refilled(processValue: number): Plant
}

/** What is seen of a plant from outside: °C. */
export interface Seen {
  processValue: number | null
  air: number | null
  /** Where it was seen to boil. */
  boilsAt: number | null
}
