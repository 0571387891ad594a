/** Alarms: their rules, where each of them stands, and what has happened to them. */
export const sql = `
CREATE TABLE alarm_rules (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  vessel TEXT REFERENCES vessels (id),
  sensor TEXT REFERENCES sensors (id),
  board TEXT REFERENCES boards (id),
  condition TEXT NOT NULL CHECK (json_valid(condition)),
  delay REAL NOT NULL,
  off_delay REAL NOT NULL,
  priority TEXT NOT NULL,
  message TEXT,
  version INTEGER NOT NULL,
  CHECK ((vessel IS NOT NULL) + (sensor IS NOT NULL) + (board IS NOT NULL) = 1)
) STRICT;
CREATE INDEX alarm_rules_vessel ON alarm_rules (vessel);
CREATE INDEX alarm_rules_sensor ON alarm_rules (sensor);
CREATE INDEX alarm_rules_board ON alarm_rules (board);

CREATE TABLE alarms (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

-- Names are kept as they were: what happened to an alarm outlives what it was about.
CREATE TABLE alarm_journal (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  alarm TEXT NOT NULL,
  source TEXT NOT NULL,
  vessel TEXT,
  priority TEXT NOT NULL,
  event TEXT NOT NULL,
  state TEXT NOT NULL,
  "by" TEXT,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX alarm_journal_alarm ON alarm_journal (alarm);
`
