import { hashOf, type OpenLibrary, openLibrary, store } from './library.ts'

/** A library with one file for each name, in `/`, whose bytes are its name. */
export async function openLibraryOf(...names: string[]) {
  const opened = await openLibrary()
  for (const name of names) await addFile(opened, name)
  return { ...opened, file: (path: string) => opened.client.files.at({ path }) }
}

/** Stores bytes under a name in `/`; the bytes are the name unless told. Answers their hash. */
export const addFile = async ({ library }: Pick<OpenLibrary, 'library'>, filename: string, bytes = filename) =>
  hashOf(await store(library, bytes, { url: `https://example.org/${filename}`, filename }))
