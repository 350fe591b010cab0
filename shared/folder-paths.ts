/** The folder that a path lies in; `/` lies in itself. */
export const parentFolder = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))

/** The last name of a path; '' for `/`. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** What is called `name` in a folder. */
export const pathIn = (folder: string, name: string): string => `${folder === '/' ? '' : folder}/${name}`

/** Whether a path is that of a folder or lies below it. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '/' || path === folder || path.startsWith(`${folder}/`)

/** A path after a folder became `to`; unlike ones stay. */
export const pathAfterMove = (path: string, folder: string, to: string): string =>
  isWithin(path, folder) ? to + path.slice(folder.length) : path

const longestName = 255

/** Whether a file or folder can be called that. */
export const isName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  [...name.normalize('NFC')].length <= longestName &&
  !/[/\\\p{Cc}]/u.test(name)

/** What a name must be, in words. */
export const nameRule = `must be neither . nor .. and have 1 to ${longestName} characters, none of them /, \\ or a control character`
