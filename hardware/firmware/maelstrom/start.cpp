#include "start.h"
#include <avr/sleep.h>
#include <avr/wdt.h>

#define NOINIT __attribute__((section(".noinit")))

static const uint16_t REMEMBERED = 0x6D61;
static const uint8_t ALL_CAUSES = 0x0F;

static uint8_t cause NOINIT;
static uint16_t remembered NOINIT;
static uint16_t trips NOINIT;
static uint16_t tripsInverted NOINIT;

// After a watchdog reset the watchdog goes on with its shortest period: unless it is stopped here, before the
// memory is cleared and the core set up, the board would be reset for ever (ATmega328P data sheet, 10.8.2).
extern "C" void stopWatchdogEarly() __attribute__((naked, used, section(".init3")));
extern "C" void stopWatchdogEarly() {
  cause = MCUSR & ALL_CAUSES;
  MCUSR = 0;
  wdt_disable();
}

static bool memoryIsOurs() {
  return remembered == REMEMBERED && trips == static_cast<uint16_t>(~tripsInverted);
}

static void remember(uint16_t count) {
  trips = count;
  tripsInverted = ~count;
  remembered = REMEMBERED;
}

void startWatch() {
  if ((cause & _BV(PORF)) || !memoryIsOurs()) remember(0);
  wdt_enable(WDTO_1S);
  set_sleep_mode(SLEEP_MODE_IDLE);
}

uint8_t resetCause() { return cause; }
uint16_t tripCount() { return trips; }

void countTrip() {
  if (trips < 0x3FFF) remember(trips + 1); // 14 bits fit on the wire
}

void feedWatch() { wdt_reset(); }

void sleepUntilSomethingHappens() {
  // Between the question and the sleep nothing may slip in: the instruction after sei() runs before any interrupt.
  cli();
  if (Serial.available()) {
    sei();
    return;
  }
  sleep_enable();
  sei();
  sleep_cpu();
  sleep_disable();
}
