import * as firmataIo from 'firmata-io'
import type { SimulatedPort } from '../../hardware/simulator/port.ts'

type Reply<T> = (error: Error | null, data: T) => void

/** As much of firmata-io as these tests use. */
interface Host {
  readonly MODES: { PULLUP: number; OUTPUT: number }
  readonly firmware: { name: string; version: { major: number; minor: number } }
  readonly pins: unknown[]
  readonly analogPins: number[]
  on(event: 'ready', listener: () => void): void
  pinMode(pin: number, mode: number): void
  digitalWrite(pin: number, value: number): void
  digitalRead(pin: number, listener: (value: number) => void): void
  analogRead(channel: number, listener: (value: number) => void): void
  sendOneWireConfig(pin: number, parasite: boolean): void
  sendOneWireSearch(pin: number, reply: Reply<number[][]>): void
  sendOneWireReset(pin: number): void
  sendOneWireWrite(pin: number, rom: number[], data: number): void
  sendOneWireWriteAndRead(pin: number, rom: number[], data: number, count: number, reply: Reply<number[]>): void
}

const Firmata = firmataIo.Firmata as unknown as new (
  port: SimulatedPort,
  options: { reportVersionTimeout: number },
) => Host

/** A host as anybody would write one, on firmata-io. */
export const firmataHost = (port: SimulatedPort): Host => new Firmata(port, { reportVersionTimeout: 300 })
