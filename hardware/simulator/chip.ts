import {
  AVRADC,
  AVRClock,
  AVRIOPort,
  AVRTimer,
  AVRUSART,
  AVRWatchdog,
  adcConfig,
  avrInstruction,
  CPU,
  type CPUMemoryHook,
  portBConfig,
  portCConfig,
  portDConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  usart0Config,
  watchdogConfig,
} from 'avr8js'
import { leapTimers } from './timer-leaps.ts'

/** Clock cycles of an Uno in a second. */
export const frequency = 16_000_000

const sramBytes = 2048
const registers = 0x100
const sleepInstruction = 0x9588
// `sbiw r24, 1` and `brne` back to it, four cycles a round: this is how delayMicroseconds() waits.
const countDown = [0x9701, 0xf7f1]
const cyclesOfRound = 4
const counter = 24
const sleepControl = 0x53 // SMCR, bit 0: sleep enable
const statusRegister = 0x5f // SREG, bit 7: interrupts enabled
const resetFlags = 0x54 // MCUSR

/** An ATmega328P between two resets. */
export interface Chip {
  readonly cpu: CPU
  readonly usart: AVRUSART
  readonly adc: AVRADC
  /** Ports B, C and D. */
  readonly ports: { b: AVRIOPort; c: AVRIOPort; d: AVRIOPort }
  /** Runs up to that cycle; stops early, and answers true, when the watchdog has bitten. */
  run(untilCycle: number): boolean
  /** From now on the program stands still with interrupts off, as in an endless loop; the hardware goes on. */
  hang(): void
  /** The chip's memory, which outlasts a reset. */
  memory(): Uint8Array
}

/** The bit that each cause sets in the MCUSR register (data sheet, 11.9.1). */
const resetCauses = { 'power-on': 1, external: 2, 'brown-out': 4, watchdog: 8 } as const
/** Why a chip starts. */
export type ResetCause = keyof typeof resetCauses

// avr8js forgets a received byte that the program has not taken yet when one of these registers is written, as every
// transmission does: UCSRB's hook takes the interrupt back, UCSRA's clears the flags that are read-only on the chip.
const keepReceivedByte = (cpu: CPU, usart: AVRUSART) => {
  const { UCSRA, UCSRB } = usart0Config
  const { RXC } = usart as unknown as { RXC: Parameters<CPU['setInterruptFlag']>[0] }
  const readOnlyFlags = 0xbc // RXC, UDRE, FE, DOR, UPE
  const writeA = cpu.writeHooks[UCSRA] as CPUMemoryHook
  const writeB = cpu.writeHooks[UCSRB] as CPUMemoryHook
  cpu.writeHooks[UCSRA] = (value, old, address, mask) => {
    writeA(value, old, address, mask)
    cpu.data[UCSRA]! |= old & readOnlyFlags
    return true
  }
  cpu.writeHooks[UCSRB] = (value, old, address, mask) => {
    const isWaiting = (cpu.data[UCSRA]! & RXC.flagMask) !== 0
    writeB(value, old, address, mask)
    if (isWaiting) cpu.setInterruptFlag(RXC)
    return true
  }
}

/**
 * A chip that has just been reset, with registers at their initial values: avr8js's own reset keeps them, so that an
 * output would seem to stay on. `memory` is what the chip before had in its SRAM.
 */
export function startChip(program: Uint16Array, cause: ResetCause, memory?: Uint8Array): Chip {
  const cpu = new CPU(program, sramBytes)
  if (memory) cpu.data.set(memory, registers)
  cpu.data[resetFlags] = resetCauses[cause]
  const ports = {
    b: new AVRIOPort(cpu, portBConfig),
    c: new AVRIOPort(cpu, portCConfig),
    d: new AVRIOPort(cpu, portDConfig),
  }
  leapTimers(
    cpu,
    [timer0Config, timer1Config, timer2Config].map(config => ({ timer: new AVRTimer(cpu, config), config })),
  )
  const usart = new AVRUSART(cpu, usart0Config, frequency)
  keepReceivedByte(cpu, usart)
  const adc = new AVRADC(cpu, adcConfig)
  new AVRWatchdog(cpu, watchdogConfig, new AVRClock(cpu, frequency))
  let bitten = false
  cpu.reset = () => {
    bitten = true // only the watchdog calls this
  }

  const inside = cpu as unknown as { nextClockEvent: { cycles: number } | null }
  let asleep = false
  let hung = false

  const idle = (untilCycle: number) => {
    const event = inside.nextClockEvent
    if (cpu.nextInterrupt < 0 || hung)
      cpu.cycles = Math.max(cpu.cycles, Math.min(event?.cycles ?? untilCycle, untilCycle))
    const before = cpu.pc
    cpu.tick()
    if (cpu.pc !== before) asleep = false // an interrupt woke it
  }

  /** Counts down in one go as far as nobody could notice: short of the last round, and of whatever happens next. */
  const leapRounds = (untilCycle: number) => {
    if (cpu.nextInterrupt >= 0 && cpu.interruptsEnabled) return
    const next = Math.min(inside.nextClockEvent?.cycles ?? untilCycle, untilCycle)
    const left = cpu.dataView.getUint16(counter, true)
    const rounds = Math.min(left, Math.ceil((next - cpu.cycles) / cyclesOfRound)) - 1
    if (rounds <= 0) return
    cpu.dataView.setUint16(counter, left - rounds, true)
    cpu.cycles += rounds * cyclesOfRound
  }

  const run = (untilCycle: number): boolean => {
    while (cpu.cycles < untilCycle && !bitten) {
      if (asleep || hung) {
        idle(untilCycle)
        continue
      }
      const instruction = program[cpu.pc]
      if (instruction === sleepInstruction && (cpu.data[sleepControl]! & 1) !== 0) asleep = true
      else if (instruction === countDown[0] && program[cpu.pc + 1] === countDown[1]) leapRounds(untilCycle)
      avrInstruction(cpu)
      const event = inside.nextClockEvent
      if (cpu.nextInterrupt >= 0 || (event !== null && event.cycles <= cpu.cycles)) {
        const before = cpu.pc
        cpu.tick()
        if (cpu.pc !== before) asleep = false
      }
    }
    return bitten
  }

  return {
    cpu,
    usart,
    adc,
    ports,
    run,
    hang() {
      hung = true
      cpu.data[statusRegister]! &= 0x7f
    },
    memory: () => cpu.data.slice(registers),
  }
}
