/** Level switches of vessels; the same in PostgreSQL's words. */
export const sql = `
ALTER TABLE vessels ADD COLUMN level TEXT REFERENCES sensors (id);
CREATE INDEX vessels_level ON vessels (level);
`
