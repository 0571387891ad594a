/** The brewery's logo, apart from the settings: those are published whole whenever one of them changes. */
export const sql = `
CREATE TABLE logo (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
`
