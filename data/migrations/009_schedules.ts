/** Schedules of steps, vessels with a hydrometer and a priority, and when each run was last known to be alive. */
export const sql = `
CREATE TABLE schedules (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)),
  version INTEGER NOT NULL
) STRICT;
ALTER TABLE modes ADD COLUMN schedule TEXT REFERENCES schedules (id);
CREATE INDEX modes_schedule ON modes (schedule);
ALTER TABLE vessels ADD COLUMN gravity TEXT REFERENCES sensors (id);
CREATE INDEX vessels_gravity ON vessels (gravity);
ALTER TABLE vessels ADD COLUMN priority INTEGER;
ALTER TABLE runs ADD COLUMN alive_at INTEGER;
`
