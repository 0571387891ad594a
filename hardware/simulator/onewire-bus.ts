import type { SimulatedBoard } from './board.ts'
import type { Conversation, Ds18b20, Slot } from './ds18b20.ts'

// Microseconds (DS18B20 data sheet, "1-Wire signaling").
const resetPulse = 300 // the master pulls for 480 at least; what is longer than any slot is meant as one
const writeOne = 15
const sendZero = 30
const beforePresence = 30
const presence = 120

/** A 1-Wire bus with a pull-up on a pin of a board. */
export interface OneWireBus {
  /** Replaces what is plugged in. */
  plug(devices: Ds18b20[]): void
  /** A bus shorted to ground is LOW whatever anybody does. */
  short(isShorted: boolean): void
}

/** Strings a bus to a pin of the board: it follows the pin bit by bit, and pulls it LOW for the devices that send. */
export function oneWireBus(board: SimulatedBoard, pin: number): OneWireBus {
  let talking: { device: Ds18b20; conversation: Conversation; slot: Slot }[] = []
  let plugged: Ds18b20[] = []
  let isShorted = false
  let isPulled = false
  let fellAt: number | null = null
  let pulls = 0

  const now = () => board.milliseconds
  const show = () => board.setLevel(pin, !isShorted && !isPulled)

  const pull = (delay: number, length: number) => {
    const mine = ++pulls
    const release = () => {
      if (mine !== pulls) return
      isPulled = false
      show()
    }
    const begin = () => {
      if (mine !== pulls) return
      isPulled = true
      show()
      board.after(length, release)
    }
    if (delay === 0) begin()
    else board.after(delay, begin)
  }

  const rise = (microseconds: number) => {
    if (microseconds >= resetPulse) {
      talking = []
      for (const device of plugged) {
        const conversation = device.talk(now)
        const { value, done } = conversation.next()
        if (!done) talking.push({ device, conversation, slot: value })
      }
      if (plugged.length > 0) pull(beforePresence, presence)
      return
    }
    const bit = microseconds < writeOne ? 1 : 0
    talking = talking.filter(talker => {
      const { value, done } = talker.conversation.next(talker.slot === 'listen' ? bit : talker.slot)
      if (!done) talker.slot = value
      return !done
    })
  }

  board.watch(pin, drive => {
    if (drive === 'low') {
      fellAt ??= now()
      if (talking.some(({ slot }) => slot === 0)) pull(0, sendZero)
    } else if (fellAt !== null) {
      const microseconds = (now() - fellAt) * 1000
      fellAt = null
      if (!isShorted && board.isPowered) rise(microseconds)
    }
  })
  board.watchResets(cause => {
    pulls++
    isPulled = false
    talking = []
    fellAt = null
    if (cause === 'power-on') for (const device of plugged) device.powerUp()
    show()
  })
  show()

  return {
    plug(devices) {
      plugged = devices
      talking = talking.filter(({ device }) => devices.includes(device))
    },
    short(shorted) {
      isShorted = shorted
      if (shorted) talking = []
      show()
    },
  }
}
