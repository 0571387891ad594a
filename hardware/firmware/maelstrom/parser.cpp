#include "parser.h"
#include "wire.h"

static uint8_t sysex[MAX_SYSEX];
static uint16_t received = 0; // bytes of the sysex, or data bytes of the message
static bool inSysex = false;
static bool tooLong = false;
static uint8_t command = 0; // 0: none, data bytes are garbage then
static uint8_t firstByte = 0;

static uint8_t dataBytes(uint8_t message) {
  switch (message) {
    case DIGITAL_MESSAGE:
    case ANALOG_MESSAGE:
    case SET_PIN_MODE:
    case SET_DIGITAL_PIN: return 2;
    case REPORT_ANALOG:
    case REPORT_DIGITAL: return 1;
    default: return 0;
  }
}

// Below 0xF0 the low nibble is a channel (MIDI).
static uint8_t kindOf(uint8_t message) { return message < START_SYSEX ? message & 0xF0 : message; }

static void endSysex() {
  inSysex = false;
  if (tooLong) sendString(F("sysex too long"));
  else if (received > 0) handleSysex(sysex[0], sysex + 1, received - 1);
}

// A byte with its top bit set starts something, whatever came before: an unfinished message is dropped (MIDI).
static void startMessage(uint8_t byte) {
  if (byte == END_SYSEX) {
    if (inSysex) endSysex();
    command = 0;
    return;
  }
  inSysex = byte == START_SYSEX;
  tooLong = false;
  received = 0;
  command = 0;
  if (inSysex) return;
  if (byte == REPORT_VERSION || byte == SYSTEM_RESET) handleMessage(byte, 0, 0);
  else if (dataBytes(kindOf(byte))) command = byte;
}

void parse(uint8_t byte) {
  if (byte & 0x80) {
    startMessage(byte);
  } else if (inSysex) {
    if (received < MAX_SYSEX) sysex[received++] = byte;
    else tooLong = true;
  } else if (command) {
    if (received == 0 && dataBytes(kindOf(command)) == 2) {
      firstByte = byte;
      received = 1;
      return;
    }
    const uint8_t message = command;
    const bool two = received == 1;
    command = 0;
    handleMessage(message, two ? firstByte : byte, two ? byte : 0);
  }
}
