import SQLite from 'better-sqlite3'

/**
 * Thumbnails for every image out of a few: a view stands where the table `thumbnails` would, so that a million images
 * have theirs in the space of some thousands. What is added later is a picture of its own, with a negative number.
 */
const schema = `
CREATE TABLE pictures (id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT;
CREATE TABLE picture_of (image_id INTEGER PRIMARY KEY, picture_id INTEGER NOT NULL) STRICT;
CREATE VIEW thumbnails AS SELECT image_id, jpeg FROM picture_of JOIN pictures ON pictures.id = picture_id;
CREATE TRIGGER thumbnails_insert INSTEAD OF INSERT ON thumbnails BEGIN
  INSERT OR REPLACE INTO pictures (id, jpeg) VALUES (-new.image_id, new.jpeg);
  INSERT OR REPLACE INTO picture_of (image_id, picture_id) VALUES (new.image_id, -new.image_id);
END;
`

/** Makes the thumbnails’ file at `path`: image `id` shows picture `id` modulo the number of pictures. */
export function writeSharedThumbnails(path: string, pictures: readonly Uint8Array[], images: number): void {
  const database = new SQLite(path)
  database.pragma('journal_mode = wal')
  database.exec(schema)
  const insertPicture = database.prepare('INSERT INTO pictures (id, jpeg) VALUES (?, ?)')
  const insertImage = database.prepare('INSERT INTO picture_of (image_id, picture_id) VALUES (?, ?)')
  database.transaction(() => {
    for (const [at, jpeg] of pictures.entries()) insertPicture.run(at, jpeg)
    for (let id = 1; id <= images; id++) insertImage.run(id, id % pictures.length)
  })()
  database.close()
}
