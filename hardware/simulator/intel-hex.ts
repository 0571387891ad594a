const dataRecord = 0
const endRecord = 1

/** The program memory (16-bit words) described by an Intel HEX file of up to 32 KiB; throws on a broken line. */
export function parseHex(text: string): Uint16Array {
  const program = new Uint8Array(0x8000).fill(0xff) // erased flash
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const bytes = Buffer.from(line.slice(1), 'hex')
    const [count, high, low, kind] = bytes
    const sum = bytes.reduce((total, byte) => total + byte, 0) & 0xff
    if (line[0] !== ':' || bytes.length !== count! + 5 || sum !== 0) throw new Error(`not Intel HEX: ${line}`)
    if (kind === endRecord) break
    if (kind === dataRecord) program.set(bytes.subarray(4, -1), (high! << 8) | low!)
  }
  return new Uint16Array(program.buffer)
}
