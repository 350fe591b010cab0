/** What the port must know after a restart: tokens that were used, and work that somebody may ask about. */
export const doorMemory = `
-- expires_at in seconds since 1970, as it was signed.
CREATE TABLE used_tokens (
  token TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_tokens_by_expiry ON used_tokens (expires_at);

-- seq is the order in which work was begun: of each kind the latest are kept.
CREATE TABLE known_work (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('job', 'purge')),
  id TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  UNIQUE (kind, id)
) STRICT;
CREATE INDEX known_work_of_kind ON known_work (kind);
`
