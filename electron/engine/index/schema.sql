-- The schema of index.db after all migrations. Generated: `npx vitest run tests/schema.test.ts --update`.

CREATE TABLE library (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  byte_size INTEGER NOT NULL CHECK (byte_size >= 0),
  clean INTEGER NOT NULL CHECK (clean IN (0, 1))
, hash_algorithms TEXT NOT NULL DEFAULT '', matched_through INTEGER NOT NULL DEFAULT 0, last_file_id INTEGER NOT NULL DEFAULT 0, embedded_unread_through INTEGER NOT NULL DEFAULT 0) STRICT;

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
  created_at INTEGER NOT NULL, detail_hash BLOB CHECK (length(detail_hash) = 32), detail_hash_algorithm TEXT CHECK ((detail_hash IS NULL) = (detail_hash_algorithm IS NULL)), low_detail INTEGER NOT NULL DEFAULT 0 CHECK (low_detail IN (0, 1)), quality INTEGER CHECK (quality BETWEEN 1 AND 100), lossless INTEGER CHECK (lossless IN (0, 1)), has_alpha INTEGER CHECK (has_alpha IN (0, 1)),
  CHECK ((perceptual_hash IS NULL) = (perceptual_hash_algorithm IS NULL)),
  CHECK ((width IS NULL) = (height IS NULL))
) STRICT;

CREATE TRIGGER images_count_bytes AFTER INSERT ON images BEGIN
  UPDATE library SET byte_size = byte_size + new.byte_size WHERE id = 1;
END;

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
  path TEXT NOT NULL UNIQUE CHECK (path LIKE '/%'), public_id BLOB CHECK (length(public_id) = 12), created_at INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL DEFAULT 0, removed_at INTEGER,
  CHECK ((parent_id IS NULL) = (path = '/'))
) STRICT;

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE CHECK (length(public_id) = 12),
  image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folders (id),
  name TEXT NOT NULL CHECK (name <> '' AND instr(name, '/') = 0),
  created_at INTEGER NOT NULL,
  trashed_at INTEGER,
  changed_seq INTEGER NOT NULL, updated_at INTEGER NOT NULL DEFAULT 0, description TEXT CHECK (description <> ''), custom_coordinates TEXT CHECK (custom_coordinates <> ''), is_private INTEGER NOT NULL DEFAULT 0 CHECK (is_private IN (0, 1)), is_published INTEGER NOT NULL DEFAULT 1 CHECK (is_published IN (0, 1)), version_id BLOB CHECK (length(version_id) = 12), version_number INTEGER NOT NULL DEFAULT 1 CHECK (version_number > 0), version_created_at INTEGER,
  UNIQUE (folder_id, name)
) STRICT;

CREATE INDEX files_of_image ON files (image_id, trashed_at);

CREATE INDEX files_in_trash ON files (image_id) WHERE trashed_at IS NOT NULL;

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

CREATE INDEX images_hashes ON images (id, perceptual_hash, detail_hash, low_detail) WHERE perceptual_hash IS NOT NULL;

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

CREATE TABLE comparisons (
  a INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  kind TEXT CHECK (kind IN ('samePixels', 'reencoded', 'resized', 'turned', 'variant')),
  difference REAL,
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER files_count AFTER INSERT ON files BEGIN
  UPDATE library SET last_file_id = new.id WHERE id = 1 AND last_file_id < new.id;
END;

CREATE UNIQUE INDEX folders_by_public_id ON folders (public_id);

CREATE INDEX folders_of_parent ON folders (parent_id);

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

CREATE TABLE file_metadata (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  field_id INTEGER NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
  value ANY NOT NULL,
  PRIMARY KEY (file_id, field_id, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_metadata_by_value ON file_metadata (field_id, value);

CREATE INDEX files_by_name ON files (name) WHERE trashed_at IS NULL;

CREATE INDEX files_by_created ON files (created_at) WHERE trashed_at IS NULL;

CREATE INDEX files_by_updated ON files (updated_at) WHERE trashed_at IS NULL;

CREATE INDEX file_versions_by_created ON file_versions (created_at);

CREATE INDEX images_by_width ON images (width);

CREATE INDEX images_by_height ON images (height);

CREATE INDEX images_by_size ON images (byte_size);

CREATE INDEX images_by_type ON images (content_type);

CREATE INDEX images_by_taken ON images (taken_at) WHERE taken_at IS NOT NULL;

CREATE INDEX sources_by_client ON sources (client_name, image_id);

CREATE INDEX file_tags_by_tag ON file_tags (tag);

CREATE INDEX files_private ON files (is_private) WHERE is_private = 1;

CREATE INDEX files_unpublished ON files (is_published) WHERE is_published = 0;

CREATE INDEX images_transparent ON images (has_alpha) WHERE has_alpha = 1;

CREATE VIRTUAL TABLE file_names USING fts5 (
  name, content = 'files', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE 'file_names_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'file_names_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'file_names_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'file_names_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TRIGGER file_names_add AFTER INSERT ON files BEGIN
  INSERT INTO file_names (rowid, name) VALUES (new.id, new.name);
END;

CREATE TRIGGER file_names_remove AFTER DELETE ON files BEGIN
  INSERT INTO file_names (file_names, rowid, name) VALUES ('delete', old.id, old.name);
END;

CREATE TRIGGER file_names_change AFTER UPDATE OF name ON files WHEN old.name <> new.name BEGIN
  INSERT INTO file_names (file_names, rowid, name) VALUES ('delete', old.id, old.name);
  INSERT INTO file_names (rowid, name) VALUES (new.id, new.name);
END;

CREATE TABLE used_tokens (
  token TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX used_tokens_by_expiry ON used_tokens (expires_at);

CREATE TABLE known_work (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('job', 'purge')),
  id TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  UNIQUE (kind, id)
) STRICT;

CREATE INDEX known_work_of_kind ON known_work (kind);

CREATE TABLE embedded_metadata (
  image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
  document TEXT NOT NULL CHECK (json_valid(document)),
  latitude REAL AS (document ->> '$.GPSLatitude'),
  longitude REAL AS (document ->> '$.GPSLongitude')
) STRICT;

CREATE INDEX embedded_by_place ON embedded_metadata (latitude, longitude) WHERE latitude IS NOT NULL;

CREATE INDEX embedded_by_make ON embedded_metadata (document ->> '$.Make') WHERE document ->> '$.Make' IS NOT NULL;

CREATE INDEX embedded_by_model ON embedded_metadata (document ->> '$.Model') WHERE document ->> '$.Model' IS NOT NULL;

CREATE INDEX embedded_by_lensmake ON embedded_metadata (document ->> '$.LensMake') WHERE document ->> '$.LensMake' IS NOT NULL;

CREATE INDEX embedded_by_lensmodel ON embedded_metadata (document ->> '$.LensModel') WHERE document ->> '$.LensModel' IS NOT NULL;

CREATE INDEX embedded_by_serialnumber ON embedded_metadata (document ->> '$.SerialNumber') WHERE document ->> '$.SerialNumber' IS NOT NULL;

CREATE INDEX embedded_by_software ON embedded_metadata (document ->> '$.Software') WHERE document ->> '$.Software' IS NOT NULL;

CREATE INDEX embedded_by_artist ON embedded_metadata (document ->> '$.Artist') WHERE document ->> '$.Artist' IS NOT NULL;

CREATE INDEX embedded_by_copyright ON embedded_metadata (document ->> '$.Copyright') WHERE document ->> '$.Copyright' IS NOT NULL;

CREATE INDEX embedded_by_imagedescription ON embedded_metadata (document ->> '$.ImageDescription') WHERE document ->> '$.ImageDescription' IS NOT NULL;

CREATE INDEX embedded_by_orientation ON embedded_metadata (document ->> '$.Orientation') WHERE document ->> '$.Orientation' IS NOT NULL;

CREATE INDEX embedded_by_colorspace ON embedded_metadata (document ->> '$.ColorSpace') WHERE document ->> '$.ColorSpace' IS NOT NULL;

CREATE INDEX embedded_by_flash ON embedded_metadata (document ->> '$.Flash') WHERE document ->> '$.Flash' IS NOT NULL;

CREATE INDEX embedded_by_rating ON embedded_metadata (document ->> '$.Rating') WHERE document ->> '$.Rating' IS NOT NULL;

CREATE INDEX embedded_by_xresolution ON embedded_metadata (document ->> '$.XResolution') WHERE document ->> '$.XResolution' IS NOT NULL;

CREATE INDEX embedded_by_yresolution ON embedded_metadata (document ->> '$.YResolution') WHERE document ->> '$.YResolution' IS NOT NULL;

CREATE INDEX embedded_by_exposuretime ON embedded_metadata (document ->> '$.ExposureTime') WHERE document ->> '$.ExposureTime' IS NOT NULL;

CREATE INDEX embedded_by_fnumber ON embedded_metadata (document ->> '$.FNumber') WHERE document ->> '$.FNumber' IS NOT NULL;

CREATE INDEX embedded_by_iso ON embedded_metadata (document ->> '$.ISO') WHERE document ->> '$.ISO' IS NOT NULL;

CREATE INDEX embedded_by_focallength ON embedded_metadata (document ->> '$.FocalLength') WHERE document ->> '$.FocalLength' IS NOT NULL;

CREATE INDEX embedded_by_focallengthin35mmformat ON embedded_metadata (document ->> '$.FocalLengthIn35mmFormat') WHERE document ->> '$.FocalLengthIn35mmFormat' IS NOT NULL;

CREATE INDEX embedded_by_gpsaltitude ON embedded_metadata (document ->> '$.GPSAltitude') WHERE document ->> '$.GPSAltitude' IS NOT NULL;

CREATE INDEX embedded_by_createdate ON embedded_metadata (document ->> '$.CreateDate') WHERE document ->> '$.CreateDate' IS NOT NULL;

CREATE INDEX embedded_by_modifydate ON embedded_metadata (document ->> '$.ModifyDate') WHERE document ->> '$.ModifyDate' IS NOT NULL;

CREATE TABLE embedded_keywords (
  keyword TEXT NOT NULL,
  image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  PRIMARY KEY (keyword, image_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX files_in_folder ON files (folder_id, image_id) WHERE trashed_at IS NULL;

PRAGMA user_version = 7;
