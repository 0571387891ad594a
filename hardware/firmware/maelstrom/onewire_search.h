// Finds the devices on a bus, one binary decision after the other (Maxim application note 187).
#pragma once
#include <Arduino.h>

void beginSearch(bool alarmed);

// Does one step; answers false when the search is over.
bool stepSearch();

// What was found: whole ROM codes, 8 bytes each.
const uint8_t *foundRoms();
uint8_t foundCount();
