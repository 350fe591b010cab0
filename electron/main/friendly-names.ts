import { extname } from 'node:path'
import type { BlobFile } from '../engine/entry.ts'

/** Names that every file system takes, each once: `tower.jpg`, `tower (2).jpg`. */
export function friendlyNames(blobs: Pick<BlobFile, 'name' | 'contentType'>[]): string[] {
  const taken = new Set<string>()
  return blobs.map(({ name, contentType }) => {
    const extension = extname(name) || extensionOf(contentType)
    const stem = safeStem(name.slice(0, name.length - extname(name).length))
    let candidate = stem + extension
    for (let n = 2; taken.has(candidate.toLowerCase()); n++) candidate = `${stem} (${n})${extension}`
    taken.add(candidate.toLowerCase())
    return candidate
  })
}

function safeStem(stem: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what Windows refuses
  const safe = stem.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^[. ]+|[. ]+$/g, '')
  return safe.slice(0, 120) || 'image'
}

function extensionOf(contentType: string): string {
  const [, subtype = ''] = /^image\/([a-z]+)/.exec(contentType) ?? []
  return subtype ? `.${subtype === 'jpeg' ? 'jpg' : subtype}` : ''
}
