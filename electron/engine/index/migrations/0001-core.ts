/** Images, where they came from (sources), where they lie (folders and files), and what was done to them (journal). */
export const core = `
-- One row: the library's counter, the bytes of all its images, and whether it was closed as it should be.
CREATE TABLE library (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  byte_size INTEGER NOT NULL CHECK (byte_size >= 0),
  clean INTEGER NOT NULL CHECK (clean IN (0, 1))
) STRICT;

-- One content hash: facts of its bytes and pixels. Row ids rise with the time of storing and are never used twice.
CREATE TABLE images (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  content_hash BLOB NOT NULL UNIQUE CHECK (length(content_hash) = 32),
  content_type TEXT NOT NULL,
  byte_size INTEGER NOT NULL CHECK (byte_size >= 0),
  width INTEGER CHECK (width > 0),
  height INTEGER CHECK (height > 0),
  frames INTEGER CHECK (frames > 0),
  perceptual_hash BLOB CHECK (length(perceptual_hash) = 8),
  perceptual_hash_algorithm TEXT,
  dominant_color INTEGER CHECK (dominant_color BETWEEN 0 AND 0xffffff),
  taken_at TEXT,
  exif BLOB,
  decode_status TEXT NOT NULL CHECK (decode_status IN ('ok', 'damaged', 'unsupported', 'failed', 'refused')),
  decode_reason TEXT,
  created_at INTEGER NOT NULL,
  CHECK ((perceptual_hash IS NULL) = (perceptual_hash_algorithm IS NULL)),
  CHECK ((width IS NULL) = (height IS NULL))
) STRICT;

CREATE TRIGGER images_count_bytes AFTER INSERT ON images BEGIN
  UPDATE library SET byte_size = byte_size + new.byte_size WHERE id = 1;
END;

-- Where an image came from; seq is the revision at which it was last seen there.
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  client_name TEXT NOT NULL,
  filename TEXT,
  first_seen_at INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  seq INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX sources_of_image ON sources (image_id, seq);
CREATE INDEX sources_by_url ON sources (url, seq);

CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES folders (id),
  path TEXT NOT NULL UNIQUE CHECK (path LIKE '/%'),
  CHECK ((parent_id IS NULL) = (path = '/'))
) STRICT;

-- A place: a folder and a name for an image. changed_seq is the revision of the change that left it as it is.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE CHECK (length(public_id) = 12),
  image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  name TEXT NOT NULL CHECK (name <> '' AND instr(name, '/') = 0),
  created_at INTEGER NOT NULL,
  trashed_at INTEGER,
  changed_seq INTEGER NOT NULL,
  UNIQUE (folder_id, name)
) STRICT;
CREATE INDEX files_of_image ON files (image_id, trashed_at);
CREATE INDEX files_in_trash ON files (image_id) WHERE trashed_at IS NOT NULL;

-- Undoable changes as data: both directions are calls of the contract.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  label TEXT NOT NULL,
  forward TEXT NOT NULL CHECK (json_valid(forward)),
  inverse TEXT NOT NULL CHECK (json_valid(inverse)),
  stamp INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone'))
) STRICT;
CREATE INDEX journal_of_actor ON journal (actor, state, id);

INSERT INTO library (id, uuid, revision, byte_size, clean) VALUES (1, lower(hex(randomblob(16))), 0, 0, 1);
INSERT INTO folders (id, parent_id, path) VALUES (1, NULL, '/');
`
