// Which message does what.
#include "heartbeat.h"
#include "onewire.h"
#include "parser.h"
#include "pins.h"
#include "reports.h"
#include "wire.h"

// While a heartbeat is armed, letting go of the pins could close an active-low relay: outputs rest instead,
// and neither the guard nor a lock is taken away by one stray byte.
static void resetSystem() {
  stopReports();
  forgetOneWire();
  if (heartbeatArmed()) restOutputs();
  else releaseAllPins();
}

void handleMessage(uint8_t command, uint8_t first, uint8_t second) {
  const uint8_t channel = command & 0x0F;
  const uint16_t value = first | static_cast<uint16_t>(second) << 7;
  switch (command < START_SYSEX ? command & 0xF0 : command) {
    case DIGITAL_MESSAGE: writePort(channel, value); break;
    case ANALOG_MESSAGE: writePwm(channel, value); break;
    case REPORT_ANALOG: reportAnalog(channel, first); break;
    case REPORT_DIGITAL: reportDigital(channel, first); break;
    case SET_PIN_MODE: setMode(first, second); break;
    case SET_DIGITAL_PIN: writeDigital(first, second); break;
    case REPORT_VERSION: sendVersion(); break;
    case SYSTEM_RESET: resetSystem(); break;
  }
}

// "The number of data bits is inferred by the length of the message": more than 14 bits saturate.
static void extendedAnalog(const uint8_t *data, uint8_t length) {
  if (length < 2) return;
  uint16_t value = data[1];
  if (length > 2) value |= static_cast<uint16_t>(data[2]) << 7;
  for (uint8_t i = 3; i < length; i++) {
    if (data[i]) value = 0xFFFF;
  }
  writePwm(data[0], value);
}

void handleSysex(uint8_t command, uint8_t *data, uint8_t length) {
  switch (command) {
    case HEARTBEAT: handleHeartbeat(data, length); break;
    case REPORT_FIRMWARE: sendFirmware(); break;
    case CAPABILITY_QUERY: sendCapabilities(); break;
    case ANALOG_MAPPING_QUERY: sendAnalogMapping(); break;
    case PIN_STATE_QUERY:
      if (length == 1) sendPinState(data[0]);
      break;
    case EXTENDED_ANALOG: extendedAnalog(data, length); break;
    case SAMPLING_INTERVAL:
      if (length == 2) setSamplingInterval(data[0] | static_cast<uint16_t>(data[1]) << 7);
      break;
    case ONEWIRE_DATA: handleOneWire(data, length); break;
    case STRING_DATA: break; // nobody here reads
    default: sendString(F("unknown sysex")); break;
  }
}
