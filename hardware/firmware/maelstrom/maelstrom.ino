// Firmata for a brewery: the board's pins for the host, and a heartbeat that makes outputs safe without it.
// The wire protocol is in ../README.md.
#include "heartbeat.h"
#include "onewire.h"
#include "parser.h"
#include "pins.h"
#include "reports.h"
#include "start.h"
#include "wire.h"

void setup() {
  startWatch();
  Serial.begin(BAUD_RATE);
  releaseAllPins();
  sendVersion();
  sendFirmware();
  sendHeartbeatStatus();
}

// Every pass is short: a byte from the host or else a step on the bus, so that neither a flood of questions nor a long
// search holds up the heartbeat. Most of the time there is nothing to do but to sleep until the next byte or millisecond.
void loop() {
  static uint8_t lastTick = 0;
  feedWatch();
  const uint16_t now = millis();
  if (static_cast<uint8_t>(now) != lastTick) {
    lastTick = now;
    tickHeartbeat(now);
    tickReports(now);
  }
  if (Serial.available()) parse(Serial.read());
  else if (!stepOneWire()) sleepUntilSomethingHappens();
}
