/** A profile can be paused, and each vessel remembers up to where its profile's events were announced. */
export const sql = `
ALTER TABLE modes ADD COLUMN paused_at INTEGER;
ALTER TABLE modes ADD COLUMN told INTEGER;
`
