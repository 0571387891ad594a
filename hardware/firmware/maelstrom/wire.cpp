#include "wire.h"

#if defined(USBCON)
// USB waits up to 250 ms a byte for a host that does not read: once is enough, what follows is dropped until it reads.
void sendByte(uint8_t value) {
  static bool hostReads = true;
  if (hostReads || Serial.availableForWrite() > 0) hostReads = Serial.write(value) == 1;
}
#else
void sendByte(uint8_t value) { Serial.write(value); }
#endif

void sendStart(uint8_t command) {
  sendByte(START_SYSEX);
  sendByte(command);
}

void sendEnd() { sendByte(END_SYSEX); }

void sendPair(uint16_t value) {
  sendByte(value & 0x7F);
  sendByte((value >> 7) & 0x7F);
}

void sendMessage(uint8_t command, uint16_t value) {
  sendByte(command);
  sendPair(value);
}

void sendVersion() {
  sendByte(REPORT_VERSION);
  sendByte(PROTOCOL_MAJOR);
  sendByte(PROTOCOL_MINOR);
}

void sendFirmware() {
  sendStart(REPORT_FIRMWARE);
  sendByte(FIRMWARE_MAJOR);
  sendByte(FIRMWARE_MINOR);
  for (const char *letter = FIRMWARE_NAME; *letter; letter++) sendPair(*letter);
  sendEnd();
}

void sendString(const __FlashStringHelper *text) {
  sendStart(STRING_DATA);
  const char *letter = reinterpret_cast<const char *>(text);
  while (const uint8_t code = pgm_read_byte(letter++)) sendPair(code);
  sendEnd();
}

void SevenBitWriter::write(uint8_t value) {
  bits |= static_cast<uint16_t>(value) << count;
  count += 8;
  while (count >= 7) {
    sendByte(bits & 0x7F);
    bits >>= 7;
    count -= 7;
  }
}

void SevenBitWriter::finish() {
  if (count) sendByte(bits & 0x7F);
}

uint8_t unpackSevenBit(uint8_t *bytes, uint8_t length) {
  uint8_t written = 0;
  uint16_t bits = 0;
  uint8_t count = 0;
  for (uint8_t i = 0; i < length; i++) {
    bits |= static_cast<uint16_t>(bytes[i] & 0x7F) << count;
    count += 7;
    if (count < 8) continue;
    bytes[written++] = bits & 0xFF;
    bits >>= 8;
    count -= 8;
  }
  return written;
}
