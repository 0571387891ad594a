/** The first schema. Times are milliseconds since 1970; documents are JSON; `key` is for us, `id` for people. */
export const sql = `
CREATE TABLE runs (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  opened_at INTEGER NOT NULL
) STRICT;

CREATE TABLE boards (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  transport TEXT NOT NULL CHECK (json_valid(transport)),
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE sensors (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  board TEXT NOT NULL REFERENCES boards (id),
  driver TEXT NOT NULL CHECK (json_valid(driver)),
  calibration TEXT NOT NULL CHECK (json_valid(calibration)),
  stale_after REAL NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX sensors_board ON sensors (board);

CREATE TABLE actuators (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  use TEXT NOT NULL,
  board TEXT NOT NULL REFERENCES boards (id),
  driver TEXT NOT NULL CHECK (json_valid(driver)),
  minimum_on REAL NOT NULL,
  minimum_off REAL NOT NULL,
  power REAL NOT NULL,
  risk TEXT,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX actuators_board ON actuators (board);

CREATE TABLE vessels (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  sensor TEXT REFERENCES sensors (id),
  heater TEXT REFERENCES actuators (id),
  cooler TEXT REFERENCES actuators (id),
  tuning TEXT NOT NULL CHECK (json_valid(tuning)),
  changeover REAL NOT NULL,
  range TEXT NOT NULL CHECK (json_valid(range)),
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX vessels_sensor ON vessels (sensor);
CREATE INDEX vessels_heater ON vessels (heater);
CREATE INDEX vessels_cooler ON vessels (cooler);

CREATE TABLE profiles (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  by TEXT NOT NULL,
  points TEXT NOT NULL CHECK (json_valid(points)),
  events TEXT NOT NULL CHECK (json_valid(events)),
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE modes (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  vessel TEXT NOT NULL UNIQUE REFERENCES vessels (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  output REAL,
  set_point REAL,
  profile TEXT REFERENCES profiles (id),
  started_at INTEGER
) STRICT;
CREATE INDEX modes_profile ON modes (profile);

CREATE TABLE switches (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  actuator TEXT NOT NULL UNIQUE REFERENCES actuators (id) ON DELETE CASCADE,
  output REAL NOT NULL
) STRICT;

CREATE TABLE settings (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  document TEXT NOT NULL CHECK (json_valid(document)),
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE logs (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  level TEXT NOT NULL,
  source TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;

CREATE TABLE series (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  -- Points before were pruned: only rollups know of them.
  horizon INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE readings (
  series INTEGER NOT NULL REFERENCES series (key),
  at INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollups (
  series INTEGER NOT NULL REFERENCES series (key),
  span INTEGER NOT NULL,
  at INTEGER NOT NULL,
  minimum REAL NOT NULL,
  maximum REAL NOT NULL,
  sum REAL NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (series, span, at)
) STRICT, WITHOUT ROWID;
`
