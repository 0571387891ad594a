// What the board tells unasked: input changes as they happen, analog values at the sampling interval.
#pragma once
#include "protocol.h"

void reportAnalog(uint8_t channel, bool enable);
void reportDigital(uint8_t port, bool enable);
void setSamplingInterval(uint16_t milliseconds);
void stopReports();

// Call after a pin changed its mode.
void reportsChanged();

// Call about every millisecond.
void tickReports(uint16_t now);
