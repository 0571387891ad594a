// The last line of defence: when the host falls silent, every output goes to its safe state by itself.
#pragma once
#include "protocol.h"

// A heartbeat sysex from the host, without F0, the command byte and F7.
void handleHeartbeat(const uint8_t *data, uint8_t length);

// Call about every millisecond.
void tickHeartbeat(uint16_t now);

bool heartbeatLists(uint8_t pin);
// What the pin is safe at: 0 unless it is listed.
uint8_t safeValueOf(uint8_t pin);
bool heartbeatArmed(); // armed or tripped
void sendHeartbeatStatus();

// Safe value to every listed output, LOW to all others.
void restOutputs();
