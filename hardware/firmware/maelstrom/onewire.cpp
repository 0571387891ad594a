#include "onewire.h"
#include "onewire_bus.h"
#include "onewire_search.h"
#include "pins.h"
#include "wire.h"

enum Request : uint8_t {
  SEARCH = 0x40,
  CONFIG = 0x41,
  SEARCH_REPLY = 0x42,
  READ_REPLY = 0x43,
  ALARM_SEARCH = 0x44,
  ALARM_SEARCH_REPLY = 0x45,
};
// Bits of a command, done in the order reset, skip, select, write, read, delay (onewire.md).
enum Bit : uint8_t { RESET = 0x01, SKIP = 0x02, SELECT = 0x04, READ = 0x08, DELAY = 0x10, WRITE = 0x20 };
static const uint8_t MATCH_ROM = 0x55, SKIP_ROM = 0xCC;

static const uint16_t QUEUE_SIZE = 320;
static const uint8_t MAX_READ = 64;

// The queue: length, request, pin, data; the first entry is the one being worked on.
static uint8_t queue[QUEUE_SIZE];
static uint16_t queued = 0;
static const uint8_t HEADER = 3;

static bool parasite = false;
static bool started = false;
static bool resting = false;
static uint32_t restStart, restLength;

// The command being worked on: bytes to write out of `output`, then bytes to read, then a delay.
static uint8_t output[MAX_SYSEX];
static uint8_t outputLength, written, toRead, readLength;
static uint8_t readBytes[MAX_READ];
static uint16_t correlation;
static bool resetPending, reads;

void forgetOneWire() { queued = 0; started = resting = parasite = false; }

void handleOneWire(uint8_t *data, uint8_t length) {
  if (length < 2 || !pinIsOurs(data[1]) || modeOf(data[1]) != MODE_ONEWIRE) {
    // A host may configure the bus without setting the pin's mode.
    if (length >= 2 && data[0] == CONFIG && pinIsOurs(data[1])) setMode(data[1], MODE_ONEWIRE);
    else sendString(F("onewire: not a onewire pin"));
    if (length < 2 || data[0] != CONFIG || !pinIsOurs(data[1])) return;
  }
  if (data[0] == CONFIG) {
    parasite = length > 2 && data[2] == 1;
    return;
  }
  const uint8_t bytes = unpackSevenBit(data + 2, length - 2);
  if (queued + HEADER + bytes > QUEUE_SIZE) {
    sendString(F("onewire: too many requests"));
    return;
  }
  queue[queued] = HEADER + bytes;
  memcpy(queue + queued + 1, data, 2 + bytes);
  queued += HEADER + bytes;
}

static void finishRequest() {
  const uint8_t length = queue[0];
  queued -= length;
  memmove(queue, queue + length, queued);
  started = false;
}

static uint16_t wordAt(const uint8_t *data) { return data[0] | static_cast<uint16_t>(data[1]) << 8; }

static bool isZero(const uint8_t *address) {
  for (uint8_t i = 0; i < 8; i++) {
    if (address[i]) return false;
  }
  return true;
}

static bool malformed() {
  sendString(F("onewire: request too short"));
  finishRequest();
  return queued > 0;
}

// Some hosts set all data bits and send zeros for what they do not mean: no address, nothing to read, no delay.
static bool beginCommand(uint8_t bits, const uint8_t *data, uint8_t length) {
  uint8_t needed = (bits & SELECT ? 8 : 0) + (bits & READ ? 4 : 0) + (bits & DELAY ? 4 : 0);
  if (length < needed) return malformed();
  outputLength = written = readLength = toRead = 0;
  restLength = 0;
  resetPending = bits & RESET;
  if (bits & SKIP) output[outputLength++] = SKIP_ROM;
  if (bits & SELECT) {
    if (!isZero(data)) {
      output[outputLength++] = MATCH_ROM;
      memcpy(output + outputLength, data, 8);
      outputLength += 8;
    }
    data += 8;
  }
  if (bits & READ) {
    const uint16_t wanted = wordAt(data);
    toRead = wanted > MAX_READ ? MAX_READ : wanted;
    correlation = wordAt(data + 2);
    data += 4;
  }
  if (bits & DELAY) {
    restLength = wordAt(data) | static_cast<uint32_t>(wordAt(data + 2)) << 16;
    data += 4;
  }
  if (bits & WRITE) {
    memcpy(output + outputLength, data, length - needed);
    outputLength += length - needed;
  }
  reads = toRead > 0;
  started = true;
  return true;
}

static void sendReadReply(uint8_t pin) {
  sendStart(ONEWIRE_DATA);
  sendByte(READ_REPLY);
  sendByte(pin);
  SevenBitWriter packed;
  packed.write(correlation & 0xFF);
  packed.write(correlation >> 8);
  for (uint8_t i = 0; i < readLength; i++) packed.write(readBytes[i]);
  packed.finish();
  sendEnd();
}

static void sendSearchReply(uint8_t request, uint8_t pin) {
  sendStart(ONEWIRE_DATA);
  sendByte(request == SEARCH ? SEARCH_REPLY : ALARM_SEARCH_REPLY);
  sendByte(pin);
  SevenBitWriter packed;
  for (uint16_t i = 0; i < foundCount() * 8U; i++) packed.write(foundRoms()[i]);
  packed.finish();
  sendEnd();
}

static void stepCommand(uint8_t pin) {
  if (resetPending) {
    resetPending = false;
    resetBus();
  } else if (written < outputLength) {
    writeByteToBus(output[written++]);
    if (parasite && written == outputLength && toRead == 0) powerBus();
  } else if (readLength < toRead) {
    readBytes[readLength++] = readByteFromBus();
  } else {
    if (reads) sendReadReply(pin);
    finishRequest();
    resting = restLength > 0;
    restStart = millis();
  }
}

bool stepOneWire() {
  if (resting) {
    if (millis() - restStart < restLength) return false;
    resting = false;
  }
  if (queued == 0) return false;
  const uint8_t request = queue[1], pin = queue[2];
  if (modeOf(pin) != MODE_ONEWIRE) { // changed since it was queued
    finishRequest();
    return queued > 0;
  }
  selectBus(pin);
  if (request == SEARCH || request == ALARM_SEARCH) {
    if (!started) beginSearch(request == ALARM_SEARCH);
    started = true;
    if (stepSearch()) return true;
    sendSearchReply(request, pin);
    finishRequest();
  } else if (!started) {
    return beginCommand(request, queue + HEADER, queue[0] - HEADER);
  } else {
    stepCommand(pin);
  }
  return queued > 0;
}
