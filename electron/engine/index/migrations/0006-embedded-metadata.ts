const searched = [
  ...['Make', 'Model', 'LensMake', 'LensModel', 'SerialNumber', 'Software', 'Artist', 'Copyright', 'ImageDescription'],
  ...['Orientation', 'ColorSpace', 'Flash', 'Rating', 'XResolution', 'YResolution', 'ExposureTime', 'FNumber', 'ISO'],
  ...['FocalLength', 'FocalLengthIn35mmFormat', 'GPSAltitude', 'CreateDate', 'ModifyDate'],
]

const indexes = searched.map((name) => {
  const value = `document ->> '$.${name}'`
  return `CREATE INDEX embedded_by_${name.toLowerCase()} ON embedded_metadata (${value}) WHERE ${value} IS NOT NULL;`
})

/** What pictures tell of themselves: one document each, with an index for each field that can be searched for. */
export const embeddedMetadata = `
CREATE TABLE embedded_metadata (
  image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
  document TEXT NOT NULL CHECK (json_valid(document)),
  latitude REAL AS (document ->> '$.GPSLatitude'),
  longitude REAL AS (document ->> '$.GPSLongitude')
) STRICT;
CREATE INDEX embedded_by_place ON embedded_metadata (latitude, longitude) WHERE latitude IS NOT NULL;
${indexes.join('\n')}

-- Those of documents, which have many: an index of documents has one row for each.
CREATE TABLE embedded_keywords (
  keyword TEXT NOT NULL,
  image_id INTEGER NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  PRIMARY KEY (keyword, image_id)
) STRICT, WITHOUT ROWID;

-- Pictures up to this row id came before their metadata was read: that is made up for in the background, backwards.
ALTER TABLE library ADD COLUMN embedded_unread_through INTEGER NOT NULL DEFAULT 0;
UPDATE library SET embedded_unread_through = (SELECT coalesce(max(id), 0) FROM images);
`
