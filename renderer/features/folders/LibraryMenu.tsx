import { FolderMenu } from './FolderMenu.tsx'

/** What can be done with the library as the folder of all folders. */
export function LibraryMenu() {
  return <FolderMenu path="/" name="the library" />
}
