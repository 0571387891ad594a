// Pins: modes, writes, and what is reported of them.
#pragma once
#include "protocol.h"

// Whether the host may use the pin: it exists and is not the serial line to the host itself.
bool pinIsOurs(uint8_t pin);
bool pinMoves(uint8_t pin); // it is in output or PWM mode

void setMode(uint8_t pin, uint8_t mode);
uint8_t modeOf(uint8_t pin);

// Writes are ignored on pins that are not in a mode for them, and on all pins while outputs are locked.
void writeDigital(uint8_t pin, bool high);
void writePwm(uint8_t pin, uint16_t value);
void writePort(uint8_t port, uint16_t levels);

// Sets an output whatever the lock says: 0/1 on a digital pin, 0-255 in PWM mode. For the heartbeat only.
void forceOutput(uint8_t pin, uint8_t value);

// A locked board ignores writes, and mode changes that could move an output or let go of it.
void lockOutputs(bool locked);

// All pins back to inputs, as after power-on.
void releaseAllPins();

void sendCapabilities();
void sendAnalogMapping();
void sendPinState(uint8_t pin);
