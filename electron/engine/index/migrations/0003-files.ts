/** Files with all that ImageKit knows of one: versions, attributes, custom metadata; folders that come and go. */
export const files = `
ALTER TABLE library ADD COLUMN last_file_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE images ADD COLUMN has_alpha INTEGER CHECK (has_alpha IN (0, 1));

-- version_id is NULL for a first version, whose public id is the file's own; version_created_at NULL is created_at.
-- custom_coordinates are x,y,width,height in pixels.
ALTER TABLE files ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN description TEXT CHECK (description <> '');
ALTER TABLE files ADD COLUMN custom_coordinates TEXT CHECK (custom_coordinates <> '');
ALTER TABLE files ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0 CHECK (is_private IN (0, 1));
ALTER TABLE files ADD COLUMN is_published INTEGER NOT NULL DEFAULT 1 CHECK (is_published IN (0, 1));
ALTER TABLE files ADD COLUMN version_id BLOB CHECK (length(version_id) = 12);
ALTER TABLE files ADD COLUMN version_number INTEGER NOT NULL DEFAULT 1 CHECK (version_number > 0);
ALTER TABLE files ADD COLUMN version_created_at INTEGER;
UPDATE files SET updated_at = created_at;
UPDATE library SET last_file_id = (SELECT coalesce(max(id), 0) FROM files);
CREATE INDEX files_in_folder ON files (folder_id) WHERE trashed_at IS NULL;

-- Undoing takes rows out again: a number that a file once had is given to no other.
CREATE TRIGGER files_count AFTER INSERT ON files BEGIN
  UPDATE library SET last_file_id = new.id WHERE id = 1 AND last_file_id < new.id;
END;

-- A removed folder is hidden, since files in the trash lie in it.
ALTER TABLE folders ADD COLUMN public_id BLOB CHECK (length(public_id) = 12);
ALTER TABLE folders ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN removed_at INTEGER;
UPDATE folders SET public_id = randomblob(12), created_at = now.at, updated_at = now.at
FROM (SELECT coalesce(min(created_at), CAST(unixepoch('subsec') * 1000 AS INTEGER)) AS at FROM files) AS now;
CREATE UNIQUE INDEX folders_by_public_id ON folders (public_id);
CREATE INDEX folders_of_parent ON folders (parent_id);

-- Former versions; the present one is the file's own image.
CREATE TABLE file_versions (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE CHECK (length(public_id) = 12),
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  created_at INTEGER NOT NULL,
  UNIQUE (file_id, number)
) STRICT;
CREATE INDEX file_versions_of_image ON file_versions (image_id);

CREATE TABLE custom_fields (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE CHECK (length(public_id) = 12),
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  label TEXT NOT NULL CHECK (label <> ''),
  description TEXT CHECK (description <> ''),
  schema TEXT NOT NULL CHECK (json_valid(schema)),
  created_at INTEGER NOT NULL
) STRICT;

-- A value of a field: several rows where many may be chosen; true and false are 1 and 0.
CREATE TABLE file_metadata (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  field_id INTEGER NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
  value ANY NOT NULL,
  PRIMARY KEY (file_id, field_id, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_metadata_by_value ON file_metadata (field_id, value);
`
