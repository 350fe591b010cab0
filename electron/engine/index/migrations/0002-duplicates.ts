/** Second hash and quality of images, near-duplicates (edges, comparisons), what people decided, tags and notes. */
export const duplicates = `
ALTER TABLE library ADD COLUMN hash_algorithms TEXT NOT NULL DEFAULT '';
ALTER TABLE library ADD COLUMN matched_through INTEGER NOT NULL DEFAULT 0;

ALTER TABLE images ADD COLUMN detail_hash BLOB CHECK (length(detail_hash) = 32);
ALTER TABLE images ADD COLUMN detail_hash_algorithm TEXT CHECK ((detail_hash IS NULL) = (detail_hash_algorithm IS NULL));
ALTER TABLE images ADD COLUMN low_detail INTEGER NOT NULL DEFAULT 0 CHECK (low_detail IN (0, 1));
ALTER TABLE images ADD COLUMN quality INTEGER CHECK (quality BETWEEN 1 AND 100);
ALTER TABLE images ADD COLUMN lossless INTEGER CHECK (lossless IN (0, 1));
-- All hashes side by side, to be read at one go.
CREATE INDEX images_hashes ON images (id, perceptual_hash, detail_hash, low_detail) WHERE perceptual_hash IS NOT NULL;

-- Near-duplicates. An end is the first image that has its two hashes and stands for all that have the same;
-- orientation is the place in the contract's list: what is done to a to get b.
CREATE TABLE edges (
  a INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  distance INTEGER NOT NULL CHECK (distance BETWEEN 0 AND 64),
  detail_distance INTEGER NOT NULL CHECK (detail_distance BETWEEN 0 AND 256),
  orientation INTEGER NOT NULL CHECK (orientation BETWEEN 0 AND 7),
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX edges_of_b ON edges (b);

-- What the pixels of a pair told; kind is NULL when they could not be compared.
CREATE TABLE comparisons (
  a INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  kind TEXT CHECK (kind IN ('samePixels', 'reencoded', 'resized', 'turned', 'variant')),
  difference REAL,
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;

-- A decision holds for every pair of its members, by content hash: whatever is found, trashed or hashed anew.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  verdict TEXT NOT NULL CHECK (verdict IN ('notDuplicates', 'variants')),
  decided_at INTEGER NOT NULL
) STRICT;
CREATE TABLE decision_members (
  content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
  decision_id INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
  PRIMARY KEY (content_hash, decision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_members_of ON decision_members (decision_id);

-- A copy that was discarded in favour of another. What is known of it is known of the keeper, which is never superseded itself.
CREATE TABLE superseded (
  image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
  keeper_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  CHECK (image_id <> keeper_id)
) STRICT;
CREATE INDEX superseded_by_keeper ON superseded (keeper_id);

CREATE TABLE file_tags (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (file_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
`
