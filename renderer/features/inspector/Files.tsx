import type { FilePlace } from '#shared/schema.ts'
import { FolderIcon } from '../../ui/icons.tsx'

/** The places of the picture in the library’s folders. */
export function Files({ files }: { files: FilePlace[] }) {
  return (
    <section className="inspector-section" aria-label="Files">
      <h3>Files</h3>
      <ul className="files">
        {files.map(({ id, folder, name, trashedAt }) => (
          <li key={id} className={trashedAt ? 'file-trashed' : undefined}>
            <FolderIcon />
            <span className="file-folder">{folder === '/' ? '/' : `${folder}/`}</span>
            <span className="file-name">{name}</span>
            {trashedAt && <small>in the trash</small>}
          </li>
        ))}
      </ul>
    </section>
  )
}
