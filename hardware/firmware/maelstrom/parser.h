// Bytes from the host become messages; garbage becomes nothing.
#pragma once
#include "protocol.h"

void parse(uint8_t byte);

// Called by the parser with whole messages only (messages.cpp).
void handleMessage(uint8_t command, uint8_t first, uint8_t second);
void handleSysex(uint8_t command, uint8_t *data, uint8_t length);
