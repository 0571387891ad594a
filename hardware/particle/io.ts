import { EventEmitter } from 'node:events'
import type { Io } from 'johnny-five'
import { encodeDigitalWrite, encodePinMode, encodePwmWrite, encodeReport, fullScale, type Told } from './frames.ts'

/** Johnny-Five's numbers of the modes that such a board has, and of those that it is asked for in vain. */
const modes = { INPUT: 0, OUTPUT: 1, ANALOG: 2, PWM: 3, ONEWIRE: 7, PULLUP: 11 } as const

const firstAnalog = 10
const analogs = 8
/** D0, D1, A0, A1, A4–A7, as VoodooSpark has confirmed them on a Spark Core; where another board lacks PWM it stays off. */
const pwmPins = [0, 1, 10, 11, 14, 15, 16, 17]
const noAnalog = 127

/** Pins by number: D0–D7 are 0–7, A0–A7 are 10–17, there is nothing between. */
const describePins = () =>
  Array.from({ length: firstAnalog + analogs }, (_, pin) => {
    const isAnalog = pin >= firstAnalog
    const supportedModes: number[] =
      pin > 7 && !isAnalog
        ? []
        : [
            modes.INPUT,
            modes.OUTPUT,
            modes.PULLUP,
            ...(isAnalog ? [modes.ANALOG] : []),
            ...(pwmPins.includes(pin) ? [modes.PWM] : []),
          ]
    return { supportedModes, analogChannel: isAnalog ? pin - firstAnalog : noAnalog, value: 0 }
  })

/** A Johnny-Five IO on a Spark or Particle board with VoodooSpark. */
export interface ParticleIo extends Io {
  /** Whether the device has answered. */
  isReady: boolean
  /** Takes in what the device tells, and emits it. */
  hear(told: Told): void
}

/** Builds the IO on a connection; it is ready to be used at once. */
export const particleIo = (send: (bytes: Uint8Array) => void): ParticleIo => {
  const pins = describePins()

  const emitLevel = (pin: number, level: number) => {
    const known = pins[pin]
    if (!known) return
    known.value = level
    io.emit(`digital-read-${pin}`, level)
  }

  const io = Object.assign(new EventEmitter(), {
    name: 'VoodooSpark',
    isReady: false,
    MODES: modes,
    HIGH: 1,
    LOW: 0,
    RESOLUTION: { ADC: fullScale, PWM: 255 },
    pins,
    analogPins: Array.from({ length: analogs }, (_, channel) => firstAnalog + channel),
    pinMode(pin: number, mode: number) {
      // A pin that was reported as something else would go on telling of it, and reading it may change its mode.
      send(encodeReport(pin, 'nothing'))
      if (mode === modes.PULLUP) send(encodePinMode(pin, 2))
      else send(encodePinMode(pin, mode === modes.OUTPUT || mode === modes.PWM ? 1 : 0))
    },
    digitalWrite(pin: number, value: 0 | 1) {
      send(encodeDigitalWrite(pin, value))
    },
    pwmWrite(pin: number, value: number) {
      send(encodePwmWrite(pin, value))
    },
    analogWrite(pin: number, value: number) {
      send(encodePwmWrite(pin, value))
    },
    reportAnalogPin(channel: number, value: 0 | 1) {
      send(encodeReport(firstAnalog + channel, value ? 'analog' : 'nothing'))
    },
    reportDigitalPin(pin: number, value: 0 | 1) {
      send(encodeReport(pin, value ? 'digital' : 'nothing'))
    },
    analogRead(channel: number, listener: (value: number) => void) {
      io.on(`analog-read-${channel}`, listener)
      io.reportAnalogPin(channel, 1)
    },
    digitalRead(pin: number, listener: (value: number) => void) {
      io.on(`digital-read-${pin}`, listener)
      io.reportDigitalPin(pin, 1)
    },
    hear({ kind, pin, value }: Told) {
      switch (kind) {
        case 'digital':
          return emitLevel(pin, value)
        case 'analog':
          pins[pin]!.value = value
          io.emit(`analog-read-${pin - firstAnalog}`, value)
          return
        case 'port':
          for (let bit = 0; bit < 8; bit++) emitLevel(pin * firstAnalog + bit, (value >> bit) & 1)
      }
    },
  })
  return io
}
