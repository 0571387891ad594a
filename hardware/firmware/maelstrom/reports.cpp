#include "reports.h"
#include "pins.h"
#include "wire.h"

static const uint8_t PORTS = (NUM_DIGITAL_PINS + 7) / 8; // Firmata's ports: eight pins each, whatever the chip calls them
static const uint16_t DEFAULT_INTERVAL = 19;

static uint16_t analogReports = 0; // a bit a channel
static bool digitalReports[PORTS];
static uint8_t lastLevels[PORTS];
static uint16_t interval = DEFAULT_INTERVAL;
static uint16_t lastSample = 0;

// One entry for each input register of the chip in which a reported pin lives. Comparing a few registers is all that
// most milliseconds need; only when one has changed are single pins looked at.
struct Watch {
  volatile uint8_t *inputs;
  uint8_t mask;
  uint8_t last;
};
static const uint8_t MAX_WATCHES = 12;
static Watch watches[MAX_WATCHES];
static uint8_t watchCount = 0;
static bool stale = false; // what is watched has changed: look at the pins themselves once

static bool isReported(uint8_t pin) {
  const uint8_t mode = modeOf(pin);
  return digitalReports[pin / 8] && pinIsOurs(pin) && (mode == MODE_INPUT || mode == MODE_PULLUP);
}

static void watch(uint8_t pin) {
  volatile uint8_t *inputs = portInputRegister(digitalPinToPort(pin));
  const uint8_t mask = digitalPinToBitMask(pin);
  uint8_t i = 0;
  while (i < watchCount && watches[i].inputs != inputs) i++;
  if (i == MAX_WATCHES) return;
  if (i == watchCount) watches[watchCount++] = {inputs, 0, 0};
  watches[i].mask |= mask;
  watches[i].last = *inputs & watches[i].mask;
}

void reportsChanged() {
  stale = true;
  watchCount = 0;
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
    if (isReported(pin)) watch(pin);
  }
}

static uint8_t readPort(uint8_t port) {
  uint8_t levels = 0;
  for (uint8_t i = 0; i < 8; i++) {
    const uint8_t pin = port * 8 + i;
    if (pin < NUM_DIGITAL_PINS && isReported(pin) && digitalRead(pin)) levels |= 1 << i;
  }
  return levels;
}

static void sendPort(uint8_t port, uint8_t levels) {
  lastLevels[port] = levels;
  sendMessage(DIGITAL_MESSAGE | port, levels);
}

static void sendAnalog(uint8_t channel) { sendMessage(ANALOG_MESSAGE | channel, analogRead(channel)); }

void reportDigital(uint8_t port, bool enable) {
  if (port >= PORTS) return;
  digitalReports[port] = enable;
  reportsChanged();
  if (enable) sendPort(port, readPort(port)); // protocol.md, as of 2.4.0
}

void reportAnalog(uint8_t channel, bool enable) {
  if (channel >= NUM_ANALOG_INPUTS) return;
  const uint16_t bit = 1U << channel;
  if (!enable) {
    analogReports &= ~bit;
    return;
  }
  if (!analogReports) lastSample = millis();
  analogReports |= bit;
  sendAnalog(channel); // protocol.md, as of 2.4.0
}

void setSamplingInterval(uint16_t milliseconds) { interval = milliseconds ? milliseconds : 1; }

void stopReports() {
  analogReports = 0;
  for (uint8_t port = 0; port < PORTS; port++) digitalReports[port] = false;
  interval = DEFAULT_INTERVAL;
  reportsChanged();
}

static bool inputsChanged() {
  bool changed = stale;
  stale = false;
  for (uint8_t i = 0; i < watchCount; i++) {
    const uint8_t levels = *watches[i].inputs & watches[i].mask;
    if (levels == watches[i].last) continue;
    watches[i].last = levels;
    changed = true;
  }
  return changed;
}

void tickReports(uint16_t now) {
  if ((watchCount || stale) && inputsChanged()) {
    for (uint8_t port = 0; port < PORTS; port++) {
      if (!digitalReports[port]) continue;
      const uint8_t levels = readPort(port);
      if (levels != lastLevels[port]) sendPort(port, levels);
    }
  }
  if (!analogReports || static_cast<uint16_t>(now - lastSample) < interval) return;
  lastSample += interval; // not now: a millisecond late each time would add up
  if (static_cast<uint16_t>(now - lastSample) >= interval) lastSample = now;
  for (uint8_t channel = 0; channel < NUM_ANALOG_INPUTS; channel++) {
    if (analogReports & (1U << channel)) sendAnalog(channel);
  }
}
