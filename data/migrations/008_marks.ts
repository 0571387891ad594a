/** What happened to vessels and what brewers noted about it. As with readings, names are kept as they were. */
export const sql = `
CREATE TABLE vessel_journal (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  vessel TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
CREATE INDEX vessel_journal_vessel ON vessel_journal (vessel, at);
CREATE INDEX vessel_journal_kind ON vessel_journal (kind, at);

CREATE TABLE notes (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  vessel TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  "by" TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_vessel ON notes (vessel, at);

CREATE INDEX alarm_journal_vessel ON alarm_journal (vessel, at);
`
