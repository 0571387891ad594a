// Why the board started, and what it remembers from before.
#pragma once
#include <Arduino.h>

// MCUSR's low bits: 1 power-on, 2 external, 4 brown-out, 8 watchdog; 0 when a bootloader has cleared them.
uint8_t resetCause();

// Heartbeat trips since power-on: kept over resets in memory that the start-up code leaves alone.
uint16_t tripCount();
void countTrip();

// Starts the watchdog that resets a hung firmware after about a second, and sleeping as the way to wait.
void startWatch();
void feedWatch();

// Sleeps until the next interrupt unless something has arrived meanwhile.
void sleepUntilSomethingHappens();
