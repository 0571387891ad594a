// OneWire (onewire.md): requests wait in a queue and are worked off in small steps, so that neither a slow bus nor a
// delay of seconds ever holds up the heartbeat.
#pragma once
#include "protocol.h"

// A OneWire sysex from the host, without F0, the command byte and F7; unpacks in place.
void handleOneWire(uint8_t *data, uint8_t length);

// Does one step (a reset, a byte, or a few bits of a search); answers whether there is more to do at once.
bool stepOneWire();

void forgetOneWire();
