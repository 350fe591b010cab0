import type { FilePlace } from '#shared/schema.ts'
import { FilePlaceLine } from './FilePlaceLine.tsx'
import './files.css'

/** The places of the picture in the library’s folders. */
export function Files({ files }: { files: FilePlace[] }) {
  return (
    <section className="inspector-section" aria-label="Files">
      <h3>Files</h3>
      <ul className="files">
        {files.map((file) => (
          <FilePlaceLine key={file.id} file={file} />
        ))}
      </ul>
    </section>
  )
}
