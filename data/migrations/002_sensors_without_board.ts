/** A sensor that hears a channel has no board. SQLite can drop NOT NULL only with the table, by its twelve steps. */
export const sql = `
CREATE TABLE new_sensors (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  board TEXT REFERENCES boards (id),
  driver TEXT NOT NULL CHECK (json_valid(driver)),
  calibration TEXT NOT NULL CHECK (json_valid(calibration)),
  stale_after REAL NOT NULL,
  version INTEGER NOT NULL
) STRICT;
INSERT INTO new_sensors (key, id, name, board, driver, calibration, stale_after, version)
  SELECT key, id, name, board, driver, calibration, stale_after, version FROM sensors;

-- Keys of sensors that were deleted are not given out again either.
DELETE FROM sqlite_sequence WHERE name = 'new_sensors';
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_sensors', seq FROM sqlite_sequence WHERE name = 'sensors';

DROP TABLE sensors;
ALTER TABLE new_sensors RENAME TO sensors;
CREATE INDEX sensors_board ON sensors (board);
`
