// What goes to the host: bytes in Firmata's 7-bit clothes.
#pragma once
#include "protocol.h"

void sendStart(uint8_t command);
void sendByte(uint8_t value);
// A value of up to 14 bits, least significant 7 first.
void sendPair(uint16_t value);
void sendEnd();

// A three-byte message: digital port, analog value, version.
void sendMessage(uint8_t command, uint16_t value);

void sendVersion();
void sendFirmware();
// An error or a remark for people.
void sendString(const __FlashStringHelper *text);

// Packs 8-bit bytes into 7-bit ones, least significant bit first (onewire.md).
class SevenBitWriter {
public:
  void write(uint8_t value);
  // Sends the bits that are left over.
  void finish();

private:
  uint16_t bits = 0;
  uint8_t count = 0;
};

// Unpacks in place; answers how many whole bytes came out.
uint8_t unpackSevenBit(uint8_t *bytes, uint8_t length);
