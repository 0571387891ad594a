const startSysex = 0xf0
const endSysex = 0xf7
const reportVersion = 0xf9

/** Asks for the version of the protocol, and for name and version of the firmware. */
export const versionQuery = Uint8Array.of(reportVersion)
export const firmwareQuery = Uint8Array.of(startSysex, 0x79, endSysex)

/** Number of data bytes of a message that a board sends, or null for what no board sends. */
const dataBytes = (status: number): number | null => {
  if (status === reportVersion) return 2
  const command = status & 0xf0
  return command === 0x90 || command === 0xe0 ? 2 : null
}

/**
 * Cuts what arrives into whole Firmata messages and drops everything else: noise, halves of messages and sysex longer
 * than `limit` bytes, so that a broken line can neither fill the memory nor reach firmata-io, which throws on some of it.
 */
export const frameSplitter = (limit = 4096): ((bytes: Uint8Array) => Uint8Array[]) => {
  let pending: number[] = []
  let missing: number | null = null // data bytes until the message is whole; null inside sysex

  return bytes => {
    const frames: Uint8Array[] = []
    for (const byte of bytes) {
      if (byte >= 0x80) {
        if (byte === endSysex && pending[0] === startSysex) frames.push(Uint8Array.from([...pending, byte]))
        missing = byte === startSysex ? null : dataBytes(byte)
        pending = byte === startSysex || missing !== null ? [byte] : []
      } else if (pending.length > 0) {
        pending.push(byte)
        if (missing !== null && pending.length > missing) {
          frames.push(Uint8Array.from(pending))
          pending = []
        } else if (pending.length >= limit) pending = []
      }
    }
    return frames
  }
}

/** What a message is, as far as the board's supervisor tells them apart. */
export const kindOf = (frame: Uint8Array) => {
  if (frame[0] === reportVersion) return 'version'
  if (frame[0] !== startSysex) return 'value'
  switch (frame[1]) {
    case 0x01:
      return 'heartbeat'
    case 0x6a:
      return 'analog-mapping'
    case 0x6c:
      return 'capabilities'
    case 0x71:
      return 'text'
    case 0x73:
      return 'onewire'
    case 0x79:
      return 'firmware'
    default:
      return 'unknown'
  }
}

/** Text of a string message (sysex 0x71): each byte in two of 7 bits. */
export const textOf = (frame: Uint8Array): string => {
  let text = ''
  for (let n = 2; n + 1 < frame.length - 1; n += 2)
    text += String.fromCharCode((frame[n]! | (frame[n + 1]! << 7)) & 0xff)
  return text.replace(/[^\x20-\x7e]/g, '').slice(0, 200)
}
