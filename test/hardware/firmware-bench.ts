import { readFileSync } from 'node:fs'
import { firmwareHex } from '../../hardware/firmware/build.ts'
import { SimulatedBoard } from '../../hardware/simulator/board.ts'

/** A board on the bench: bytes in, bytes out, both as hexadecimal text with any spaces. */
export interface Bench {
  board: SimulatedBoard
  /** Sends, lets time pass (20 ms if left out), and answers what came back meanwhile. */
  say(bytes: string, milliseconds?: number): string
  /** Lets time pass and answers what came. */
  listen(milliseconds: number): string
}

/** What the board says when it starts: version, firmware, and the heartbeat's status with that cause and trips. */
export const greeting = (cause = 1, trips = 0) =>
  `f90205f07901006d00610065006c007300740072006f006d00f7${status({ state: 0, cause, trips, timeout: 0 })}`

/** A heartbeat status as it looks on the wire. */
export const status = ({ state = 0, cause = 1, trips = 0, timeout = 0 }) =>
  `f0017f01${hex(state)}${hex(cause)}${pair(trips)}${pair(timeout)}f7`

const hex = (byte: number) => byte.toString(16).padStart(2, '0')

/** 14 bits as two bytes, least significant first. */
export const pair = (value: number) => hex(value & 0x7f) + hex((value >> 7) & 0x7f)

/** A string message. */
export const text = (words: string) => `f071${[...words].map(letter => pair(letter.charCodeAt(0))).join('')}f7`

/** Arms the heartbeat: timeout in ms, safe values by pin. */
export const arm = (timeout: number, safe: Record<number, number> = {}) =>
  `f00101${pair(timeout)}${Object.entries(safe)
    .map(([pin, value]) => hex(Number(pin)) + pair(value))
    .join('')}f7`

export const beat = 'f00102f7'
export const ask = 'f00103f7'

/** Cuts what was heard into its messages. */
export const messages = (heard: string): string[] => heard.match(/f0(?:(?!f7)..)*f7|[ef9cd].(?:[0-7].){0,2}/g) ?? []

/** Our firmware, just started, its greeting heard. */
export function bench(): Bench {
  const board = new SimulatedBoard(readFileSync(firmwareHex, 'utf8'))
  let heard = ''
  board.onData = bytes => {
    heard += bytes.toString('hex')
  }
  const listen = (milliseconds: number) => {
    heard = ''
    board.run(milliseconds)
    return heard
  }
  board.powerOn()
  listen(20)
  return {
    board,
    listen,
    say(bytes, milliseconds = 20) {
      board.send(Buffer.from(bytes.replaceAll(' ', ''), 'hex'))
      return listen(milliseconds)
    },
  }
}
