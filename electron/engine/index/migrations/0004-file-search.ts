/** What searches for files go by: an index for each field, and the words of names. */
export const fileSearch = `
-- In the order that lists are wanted in, without the trash.
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
-- Of what is true or false, the rarer.
CREATE INDEX files_private ON files (is_private) WHERE is_private = 1;
CREATE INDEX files_unpublished ON files (is_published) WHERE is_published = 0;
CREATE INDEX images_transparent ON images (has_alpha) WHERE has_alpha = 1;

-- The words of names; the names themselves stay where they are.
CREATE VIRTUAL TABLE file_names USING fts5 (
  name, content = 'files', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO file_names (file_names) VALUES ('rebuild');
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
`
