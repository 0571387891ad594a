/** What is sent again, to all clients of the house, and waits for their sockets: of who does not read, it stays in memory. */
export interface Replays {
  /** Whether so much waits that whoever asks for much has to ask again later. */
  readonly full: boolean
  /** Notes bytes that wait; negative when a socket has taken them. */
  count(bytes: number): void
}

/** Besides these waits at most the last that was let in, which is no longer than what the hub keeps. */
const most = 16 * 1024 * 1024

/** Nothing waits. */
export function createReplays(): Replays {
  let waiting = 0
  return {
    get full() {
      return waiting >= most
    },
    count(bytes) {
      waiting += bytes
    },
  }
}
