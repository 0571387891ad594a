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

// Every pass is short. Most of the time there is nothing to do but to sleep until the next byte or millisecond.
void loop() {
  static uint8_t lastTick = 0;
  feedWatch();
  for (uint8_t budget = 64; budget && Serial.available(); budget--) parse(Serial.read());
  const uint16_t now = millis();
  if (static_cast<uint8_t>(now) != lastTick) {
    lastTick = now;
    tickHeartbeat(now);
    tickReports(now);
  }
  if (!stepOneWire()) sleepUntilSomethingHappens();
}
