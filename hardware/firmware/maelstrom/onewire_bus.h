// The wire itself: time slots at standard speed (DS18B20 data sheet, "1-Wire signaling").
#pragma once
#include <Arduino.h>

// Chooses the pin that the functions below work on.
void selectBus(uint8_t pin);

// Reset pulse; whether a device answered with its presence pulse. A bus held low answers no.
bool resetBus();
void writeBit(bool bit);
bool readBit();
void writeByteToBus(uint8_t value);
uint8_t readByteFromBus();

// Drives the bus HIGH to feed a parasite-powered device; the next slot or reset ends it.
void powerBus();

uint8_t crc8(const uint8_t *bytes, uint8_t length);
