import SQLite from 'better-sqlite3'

/**
 * Thumbnails for every image out of a few: a view stands where the table `thumbnails` would, so that a million images
 * have theirs in the space of some thousands. Thumbnails that are added later go into a table of their own.
 */
const schema = `
CREATE TABLE shared (picture INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT;
CREATE TABLE picture_of (image_id INTEGER PRIMARY KEY, picture INTEGER NOT NULL) STRICT;
CREATE TABLE own (image_id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT;
CREATE VIEW thumbnails AS
  SELECT image_id, jpeg FROM picture_of JOIN shared USING (picture) UNION ALL SELECT image_id, jpeg FROM own;
CREATE TRIGGER thumbnails_insert INSTEAD OF INSERT ON thumbnails BEGIN
  INSERT OR REPLACE INTO own (image_id, jpeg) VALUES (new.image_id, new.jpeg);
END;
`

/** Makes the thumbnails’ file at `path`: image `id` shows picture `id` modulo the number of pictures. */
export function writeSharedThumbnails(path: string, pictures: readonly Uint8Array[], images: number): void {
  const database = new SQLite(path)
  database.pragma('journal_mode = wal')
  database.exec(schema)
  const insertPicture = database.prepare('INSERT INTO shared (picture, jpeg) VALUES (?, ?)')
  const insertImage = database.prepare('INSERT INTO picture_of (image_id, picture) VALUES (?, ?)')
  database.transaction(() => {
    for (const [at, jpeg] of pictures.entries()) insertPicture.run(at, jpeg)
    for (let id = 1; id <= images; id++) insertImage.run(id, id % pictures.length)
  })()
  database.close()
}
