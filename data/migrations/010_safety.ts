/** Trips of the safety layer, the emergency stop, and what the layer has to know of vessels and actuators. */
export const sql = `
CREATE TABLE trips (
  id INTEGER PRIMARY KEY,
  vessel TEXT,
  reset_at INTEGER,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
CREATE INDEX trips_vessel ON trips (vessel);

CREATE TABLE emergency_stop (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

ALTER TABLE vessels ADD COLUMN volume REAL;
ALTER TABLE vessels ADD COLUMN limits TEXT;
ALTER TABLE actuators ADD COLUMN maximum_on REAL;
`
