/** A mode is kept as the document it is, so that a new kind of mode needs no new column; vessels know their air sensor. */
export const sql = `
CREATE TABLE new_modes (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  vessel TEXT NOT NULL UNIQUE REFERENCES vessels (id) ON DELETE CASCADE,
  mode TEXT NOT NULL CHECK (json_valid(mode)),
  profile TEXT REFERENCES profiles (id),
  told INTEGER
) STRICT;
INSERT INTO new_modes
  SELECT key, vessel, json_patch('{}', json_object('kind', kind, 'output', output, 'setPoint', set_point,
    'profile', profile, 'startedAt', started_at, 'pausedAt', paused_at)), profile, told FROM modes;
DROP TABLE modes;
ALTER TABLE new_modes RENAME TO modes;
CREATE INDEX modes_profile ON modes (profile);
ALTER TABLE vessels ADD COLUMN air TEXT REFERENCES sensors (id);
CREATE INDEX vessels_air ON vessels (air);
`
