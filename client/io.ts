import type { Actuator } from '../data/model/actuator.ts'
import type { Board, BoardState, Pin } from '../data/model/board.ts'
import type { Message } from '../data/model/channels.ts'
import type { Reading } from '../data/model/reading.ts'
import type { Sensor } from '../data/model/sensor.ts'
import type { Brewery } from './brewery.ts'

/** Boards and what their sensors say now, as far as it is known here. */
export interface Io {
  boards: Board[]
  /** State of each board, by its id. */
  states: Record<string, BoardState>
  /** Last reading of each sensor, by its id. */
  readings: Record<string, Reading>
}

/** Channels whose messages change it. */
export const ioChannels = ['data', 'configuration']

/** What is known of the boards after a message. */
export function foldIo(io: Io, { channel, data }: Message): Io {
  const [word, kind, id] = channel.split('.')
  if (word === 'configuration') return kind === 'boards' ? foldBoard(io, data as unknown as Change) : io
  if (word !== 'data' || !id) return io
  if (kind === 'boards') return { ...io, states: { ...io.states, [id]: data as unknown as BoardState } }
  if (kind === 'sensors') return { ...io, readings: { ...io.readings, [id]: data as unknown as Reading } }
  return io
}

interface Change {
  event: 'created' | 'updated' | 'deleted'
  id: string
  item?: Board
}

function foldBoard(io: Io, { event, id, item }: Change): Io {
  const others = io.boards.filter(board => board.id !== id)
  if (event === 'deleted' || !item) return { ...io, boards: others }
  const at = io.boards.findIndex(board => board.id === id)
  if (at >= 0 && io.boards[at]!.version >= item.version) return io
  return { ...io, boards: at < 0 ? [...others, item] : io.boards.with(at, item) }
}

/** What hangs on a pin. */
export type Occupant = { kind: 'sensor'; thing: Sensor } | { kind: 'actuator'; thing: Actuator }

/** All that hangs on a pin of a board; a 1-Wire pin can carry many probes. */
export function occupants(board: string, pin: Pin, { sensors, actuators }: Pick<Brewery, 'sensors' | 'actuators'>) {
  const found: Occupant[] = []
  for (const thing of sensors) {
    const { driver } = thing
    const here = 'channel' in driver ? driver.channel === pin.analog : driver.pin === pin.pin
    if (thing.board === board && here) found.push({ kind: 'sensor', thing })
  }
  for (const thing of actuators)
    if (thing.board === board && thing.driver.pin === pin.pin) found.push({ kind: 'actuator', thing })
  return found
}

/** A pin as it is printed on the board: `A0`, `~5`, `7`. */
export function pinName({ pin, analog, modes }: Pin): string {
  if (analog !== null) return `A${analog}`
  return modes.includes('pwm') ? `~${pin}` : String(pin)
}

/** An id for a name that nobody has yet: `Fermenter 1` becomes `fermenter-1`. */
export function idFor(name: string, taken: readonly { id: string }[]): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const base =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 34)
      .replace(/-$/, '') || 'thing'
  const has = (id: string) => taken.some(thing => thing.id === id) || ['sensors', 'actuators', 'boards'].includes(id)
  if (!has(base)) return base
  for (let n = 2; ; n++) if (!has(`${base}-${n}`)) return `${base}-${n}`
}
