/**
 * What the original Maelstrom kept and its clients still ask for. `iocontroller` has the name and columns of the
 * original, because its BrewPi bridge reads it straight from the file.
 */
export const sql = `
CREATE TABLE iocontroller (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  address TEXT,
  port TEXT,
  socket TEXT
) STRICT;

CREATE TABLE appsetting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  value TEXT
) STRICT;

CREATE TABLE classic_profiles (
  profile TEXT PRIMARY KEY REFERENCES profiles (id) ON DELETE CASCADE,
  -- The version of the profile that the document tells of.
  version INTEGER NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
`
