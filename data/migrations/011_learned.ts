/** What a vessel's controller learned of its plant, as the document it is; goes with its vessel. */
export const sql = `
CREATE TABLE learned (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  vessel TEXT NOT NULL UNIQUE REFERENCES vessels (id) ON DELETE CASCADE,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
`
