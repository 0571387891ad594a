#include "heartbeat.h"
#include "pins.h"
#include "start.h"
#include "wire.h"

enum Subcommand : uint8_t { ARM = 0x01, BEAT = 0x02, STATUS_QUERY = 0x03, STATUS = 0x7F };
enum State : uint8_t { UNARMED, ARMED, TRIPPED };
static const uint8_t HEARTBEAT_VERSION = 1;
static const uint16_t SHORTEST_TIMEOUT = 100;

static State state = UNARMED;
static uint16_t timeout = 0;
static uint16_t lastBeat = 0;
static bool listed[NUM_DIGITAL_PINS];
static uint8_t safeValues[NUM_DIGITAL_PINS];

bool heartbeatLists(uint8_t pin) { return state != UNARMED && listed[pin]; }
uint8_t safeValueOf(uint8_t pin) { return heartbeatLists(pin) ? safeValues[pin] : 0; }
bool heartbeatArmed() { return state != UNARMED; }

void sendHeartbeatStatus() {
  sendStart(HEARTBEAT);
  sendByte(STATUS);
  sendByte(HEARTBEAT_VERSION);
  sendByte(state);
  sendByte(resetCause());
  sendPair(tripCount());
  sendPair(timeout);
  sendEnd();
}

void restOutputs() {
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
    if (pinIsOurs(pin) && pinMoves(pin)) forceOutput(pin, safeValueOf(pin));
  }
}

static uint16_t pairAt(const uint8_t *data) { return data[0] | static_cast<uint16_t>(data[1]) << 7; }

// data: timeout lsb, msb, then (pin, value lsb, value msb) for each output. All is checked before anything changes.
static void arm(const uint8_t *data, uint8_t length) {
  if (length < 2 || (length - 2) % 3 != 0) {
    sendString(F("heartbeat not armed: length"));
    return;
  }
  const uint16_t wanted = pairAt(data);
  if (wanted < SHORTEST_TIMEOUT) {
    sendString(F("heartbeat not armed: timeout below 100 ms"));
    return;
  }
  for (uint8_t i = 2; i < length; i += 3) {
    if (!pinIsOurs(data[i])) {
      sendString(F("heartbeat not armed: no such pin"));
      return;
    }
    if (pairAt(data + i + 1) > 255) {
      sendString(F("heartbeat not armed: value above 255"));
      return;
    }
  }
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) listed[pin] = false;
  for (uint8_t i = 2; i < length; i += 3) {
    listed[data[i]] = true;
    safeValues[data[i]] = pairAt(data + i + 1);
  }
  timeout = wanted;
  lastBeat = millis();
  state = ARMED;
  lockOutputs(false);
  sendHeartbeatStatus();
}

void handleHeartbeat(const uint8_t *data, uint8_t length) {
  if (length == 0) return;
  switch (data[0]) {
    case ARM: arm(data + 1, length - 1); break;
    case BEAT: lastBeat = millis(); break;
    case STATUS_QUERY: sendHeartbeatStatus(); break;
  }
}

void tickHeartbeat(uint16_t now) {
  if (state != ARMED || static_cast<uint16_t>(now - lastBeat) < timeout) return;
  state = TRIPPED;
  lockOutputs(true);
  restOutputs();
  countTrip();
  sendHeartbeatStatus();
}
