/** A door: one protocol spoken to the outside. Its factory gets the powers it needs. */
export interface Gateway {
  readonly name: string
  open(): Promise<void>
  close(): Promise<void>
}
