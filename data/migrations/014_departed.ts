// A profile of the demonstration that was changed is the brewer's; its version told so before.
const adopted = `
DELETE FROM demonstration WHERE kind = 'profiles' AND id IN (SELECT id FROM profiles WHERE version > 1);
`

/** Up to which version things of a kind got that were deleted: whatever comes after them goes on counting there. */
export const sql = `
CREATE TABLE departed (
  kind TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;
${adopted}`

/** The same in PostgreSQL's words. */
export const postgres = `
CREATE TABLE departed (
  kind TEXT PRIMARY KEY,
  version BIGINT NOT NULL
);
${adopted}`
