#include "onewire_bus.h"

static volatile uint8_t *modeRegister, *outputRegister, *inputRegister;
static uint8_t mask;

void selectBus(uint8_t pin) {
  const uint8_t port = digitalPinToPort(pin);
  modeRegister = portModeRegister(port);
  outputRegister = portOutputRegister(port);
  inputRegister = portInputRegister(port);
  mask = digitalPinToBitMask(pin);
}

static bool busIsHigh() { return *inputRegister & mask; }

// Only with interrupts off: other pins of the same port may belong to somebody else.
static void pullLow() {
  *outputRegister &= ~mask;
  *modeRegister |= mask;
}

static void release() {
  *modeRegister &= ~mask;
  *outputRegister &= ~mask;
}

bool resetBus() {
  noInterrupts();
  release();
  interrupts();
  delayMicroseconds(5);
  if (!busIsHigh()) return false; // shorted, or no pull-up
  noInterrupts();
  pullLow();
  interrupts();
  delayMicroseconds(480); // an interrupt may make it longer, which is allowed
  noInterrupts();
  release();
  delayMicroseconds(70);
  const bool present = !busIsHigh();
  interrupts();
  delayMicroseconds(410);
  return present;
}

void writeBit(bool bit) {
  noInterrupts();
  pullLow();
  if (bit) {
    delayMicroseconds(6);
    release();
    interrupts();
    delayMicroseconds(62);
  } else {
    delayMicroseconds(60); // 120 at most: interrupts stay off
    release();
    interrupts();
    delayMicroseconds(8);
  }
}

bool readBit() {
  noInterrupts();
  pullLow();
  delayMicroseconds(3);
  release();
  delayMicroseconds(8); // to be sampled within 15 of the falling edge
  const bool bit = busIsHigh();
  interrupts();
  delayMicroseconds(55);
  return bit;
}

void writeByteToBus(uint8_t value) {
  for (uint8_t i = 0; i < 8; i++) writeBit(value & (1 << i));
}

uint8_t readByteFromBus() {
  uint8_t value = 0;
  for (uint8_t i = 0; i < 8; i++) {
    if (readBit()) value |= 1 << i;
  }
  return value;
}

void powerBus() {
  noInterrupts();
  *outputRegister |= mask;
  *modeRegister |= mask;
  interrupts();
}

uint8_t crc8(const uint8_t *bytes, uint8_t length) {
  uint8_t crc = 0;
  for (uint8_t i = 0; i < length; i++) {
    crc ^= bytes[i];
    for (uint8_t bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8C : crc >> 1;
  }
  return crc;
}
