/** Where a connection reports; nothing is called inside `Link.open`, nothing after `closed`. */
export interface LinkListener {
  opened(): void
  data(bytes: Uint8Array): void
  /** It could not be opened or is gone; `reason` is a sentence for people. */
  closed(reason: string): void
}

/** An open way to a board, or one that is about to open. */
export interface LinkConnection {
  /** Never throws; what cannot be sent is dropped. */
  write(bytes: Uint8Array): void
  /** Lets go of the port and calls the listener no more. */
  close(): Promise<void>
}

/** A way to a board that can be opened again and again. */
export interface Link {
  open(listener: LinkListener): LinkConnection
}
