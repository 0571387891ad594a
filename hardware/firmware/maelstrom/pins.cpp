#include "pins.h"
#include "heartbeat.h"
#include "reports.h"
#include "wire.h"

#if !defined(analogInputToDigitalPin) // the Leonardo's core lacks it
#define analogInputToDigitalPin(channel) (PIN_A0 + (channel))
#endif

static uint8_t modes[NUM_DIGITAL_PINS];
static uint8_t values[NUM_DIGITAL_PINS];
static bool locked = false;

bool pinIsOurs(uint8_t pin) {
#if !defined(USBCON) // on boards with USB of their own, pins 0 and 1 are free
  if (pin < 2) return false;
#endif
  return pin < NUM_DIGITAL_PINS;
}

uint8_t modeOf(uint8_t pin) { return modes[pin]; }
bool pinMoves(uint8_t pin) { return modes[pin] == MODE_OUTPUT || modes[pin] == MODE_PWM; }
void lockOutputs(bool lock) { locked = lock; }

// Channel of an analog pin, or 127 (protocol.md, analog mapping response).
static uint8_t channelOf(uint8_t pin) {
  for (uint8_t channel = 0; channel < NUM_ANALOG_INPUTS; channel++) {
    if (analogInputToDigitalPin(channel) == pin) return channel;
  }
  return 127;
}

static bool supports(uint8_t pin, uint8_t mode) {
  switch (mode) {
    case MODE_INPUT:
    case MODE_OUTPUT:
    case MODE_PULLUP:
    case MODE_ONEWIRE: return true;
    case MODE_ANALOG: return channelOf(pin) != 127;
    case MODE_PWM: return digitalPinHasPWM(pin);
    default: return false;
  }
}

static bool wouldMove(uint8_t pin, uint8_t mode) {
  return mode == MODE_OUTPUT || mode == MODE_PWM || pinMoves(pin) || heartbeatLists(pin);
}

void setMode(uint8_t pin, uint8_t mode) {
  if (!pinIsOurs(pin) || !supports(pin, mode)) {
    sendString(F("pin cannot do this mode"));
    return;
  }
  if (locked && wouldMove(pin, mode)) return;
  const bool wasPulledUp = modes[pin] == MODE_PULLUP;
  modes[pin] = mode;
  // Value before direction: an output starts at its safe value if it is listed, stays HIGH if it was pulled up (an
  // active-low relay must not click shut for a moment), else starts LOW. On inputs LOW means no pull-up. This also
  // ends PWM.
  const uint8_t unlisted = mode == MODE_OUTPUT && wasPulledUp;
  const uint8_t start = !pinMoves(pin) ? 0 : heartbeatLists(pin) ? safeValueOf(pin) : unlisted;
  values[pin] = start;
  digitalWrite(pin, mode == MODE_OUTPUT && start ? HIGH : LOW);
  pinMode(pin, pinMoves(pin) ? OUTPUT : mode == MODE_PULLUP ? INPUT_PULLUP : INPUT);
  if (pinMoves(pin)) forceOutput(pin, start);
  reportsChanged();
}

void forceOutput(uint8_t pin, uint8_t value) {
  const bool pwm = modes[pin] == MODE_PWM;
  values[pin] = pwm ? value : value != 0;
  if (pwm) analogWrite(pin, value); // 0 and 255 become plain LOW and HIGH inside
  else digitalWrite(pin, value ? HIGH : LOW);
}

void writeDigital(uint8_t pin, bool high) {
  if (locked || !pinIsOurs(pin) || modes[pin] != MODE_OUTPUT) return;
  forceOutput(pin, high);
}

void writePwm(uint8_t pin, uint16_t value) {
  if (locked || !pinIsOurs(pin) || modes[pin] != MODE_PWM) return;
  forceOutput(pin, value > 255 ? 255 : value);
}

void writePort(uint8_t port, uint16_t levels) {
  for (uint8_t i = 0; i < 8; i++) {
    const uint8_t pin = port * 8 + i;
    if (pin < NUM_DIGITAL_PINS) writeDigital(pin, levels & (1 << i));
  }
}

void releaseAllPins() {
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
    if (pinIsOurs(pin)) setMode(pin, MODE_INPUT);
  }
}

static void sendCapability(uint8_t mode, uint8_t resolution) {
  sendByte(mode);
  sendByte(resolution);
}

void sendCapabilities() {
  sendStart(CAPABILITY_RESPONSE);
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
    if (pinIsOurs(pin)) {
      sendCapability(MODE_INPUT, 1);
      sendCapability(MODE_PULLUP, 1);
      sendCapability(MODE_OUTPUT, 1);
      if (supports(pin, MODE_ANALOG)) sendCapability(MODE_ANALOG, 10);
      if (supports(pin, MODE_PWM)) sendCapability(MODE_PWM, 8);
      sendCapability(MODE_ONEWIRE, 1);
    }
    sendByte(0x7F);
  }
  sendEnd();
}

void sendAnalogMapping() {
  sendStart(ANALOG_MAPPING_RESPONSE);
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) sendByte(channelOf(pin));
  sendEnd();
}

void sendPinState(uint8_t pin) {
  if (!pinIsOurs(pin)) {
    sendString(F("no such pin"));
    return;
  }
  sendStart(PIN_STATE_RESPONSE);
  sendByte(pin);
  sendByte(modes[pin]);
  sendPair(modes[pin] == MODE_PULLUP ? 1 : values[pin]);
  sendEnd();
}
