// Numbers of the Firmata protocol (protocol.md and onewire.md of firmata/protocol) and of our heartbeat.
#pragma once
#include <Arduino.h>

const uint8_t PROTOCOL_MAJOR = 2, PROTOCOL_MINOR = 5;
const uint8_t FIRMWARE_MAJOR = 1, FIRMWARE_MINOR = 0;
const char FIRMWARE_NAME[] = "maelstrom";
const unsigned long BAUD_RATE = 57600;

enum Message : uint8_t {
  DIGITAL_MESSAGE = 0x90,
  REPORT_ANALOG = 0xC0,
  REPORT_DIGITAL = 0xD0,
  ANALOG_MESSAGE = 0xE0,
  START_SYSEX = 0xF0,
  SET_PIN_MODE = 0xF4,
  SET_DIGITAL_PIN = 0xF5,
  END_SYSEX = 0xF7,
  REPORT_VERSION = 0xF9,
  SYSTEM_RESET = 0xFF,
};

enum Sysex : uint8_t {
  HEARTBEAT = 0x01, // 0x01-0x0F are the user's
  ANALOG_MAPPING_QUERY = 0x69,
  ANALOG_MAPPING_RESPONSE = 0x6A,
  CAPABILITY_QUERY = 0x6B,
  CAPABILITY_RESPONSE = 0x6C,
  PIN_STATE_QUERY = 0x6D,
  PIN_STATE_RESPONSE = 0x6E,
  EXTENDED_ANALOG = 0x6F,
  STRING_DATA = 0x71,
  ONEWIRE_DATA = 0x73,
  REPORT_FIRMWARE = 0x79,
  SAMPLING_INTERVAL = 0x7A,
};

enum Mode : uint8_t {
  MODE_INPUT = 0x00,
  MODE_OUTPUT = 0x01,
  MODE_ANALOG = 0x02,
  MODE_PWM = 0x03,
  MODE_ONEWIRE = 0x07,
  MODE_PULLUP = 0x0B,
};

// The longest sysex: arming a heartbeat that lists every pin, or a 1-Wire command with a good hundred bytes.
const uint16_t ALL_PINS_ARMED = 4 + 3 * NUM_DIGITAL_PINS;
const uint16_t MAX_SYSEX = ALL_PINS_ARMED > 128 ? ALL_PINS_ARMED : 128;
