#include "onewire_search.h"
#include "onewire_bus.h"

static const uint8_t SEARCH_ROM = 0xF0, SEARCH_ALARMED = 0xEC;
static const uint8_t MAX_DEVICES = 16; // as many as fit the memory; the rest is not reported
static const uint8_t ROM_BITS = 64;
static const uint8_t ATTEMPTS = 3; // at a pass whose CRC is wrong

static uint8_t roms[MAX_DEVICES * 8];
static uint8_t count;
static uint8_t rom[8];
static uint8_t searchCommand;
static uint8_t bitNumber; // 0: a pass begins; n: its nth bit is next
static uint8_t lastDiscrepancy, lastZero; // bit numbers, 0: none
static uint8_t attempts;

const uint8_t *foundRoms() { return roms; }
uint8_t foundCount() { return count; }

void beginSearch(bool alarmed) {
  searchCommand = alarmed ? SEARCH_ALARMED : SEARCH_ROM;
  count = bitNumber = lastDiscrepancy = attempts = 0;
  for (uint8_t i = 0; i < 8; i++) rom[i] = 0;
}

static bool failPass() {
  bitNumber = 0;
  return ++attempts < ATTEMPTS;
}

static bool endPass() {
  if (crc8(rom, 7) != rom[7] || rom[0] == 0) return failPass();
  for (uint8_t i = 0; i < 8; i++) roms[count * 8 + i] = rom[i];
  count++;
  attempts = 0;
  bitNumber = 0;
  lastDiscrepancy = lastZero;
  return lastDiscrepancy != 0 && count < MAX_DEVICES;
}

// Where devices differ: up to the last fork go as before, at the last fork take the other branch, after it take zero.
static bool chooseAtFork() {
  if (bitNumber == lastDiscrepancy) return true;
  if (bitNumber > lastDiscrepancy) return false;
  return rom[(bitNumber - 1) / 8] & (1 << ((bitNumber - 1) % 8));
}

bool stepSearch() {
  if (bitNumber == 0) {
    if (!resetBus()) return failPass();
    writeByteToBus(searchCommand);
    lastZero = 0;
    bitNumber = 1;
    return true;
  }
  const bool one = readBit();
  const bool complement = readBit();
  if (one && complement) return failPass(); // nobody there any more
  const bool fork = !one && !complement;
  const bool direction = fork ? chooseAtFork() : one;
  if (fork && !direction) lastZero = bitNumber;
  const uint8_t mask = 1 << ((bitNumber - 1) % 8);
  if (direction) rom[(bitNumber - 1) / 8] |= mask;
  else rom[(bitNumber - 1) / 8] &= ~mask;
  writeBit(direction);
  return ++bitNumber <= ROM_BITS || endPass();
}
