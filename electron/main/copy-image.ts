import type { WebContents } from 'electron'
import { Failure } from '#shared/failure.ts'
import { blobPath, thumbnailPath } from '#shared/urls.ts'

/**
 * Puts an image on the clipboard, as PNG. The sandboxed page does it: foreign bytes are decoded there and never in
 * this process. Of what the page cannot decode, the thumbnail is copied.
 */
export async function copyImage(contents: WebContents, hash: string): Promise<void> {
  const paths = JSON.stringify([blobPath(hash), thumbnailPath(hash)])
  const asUserGesture = true
  const isCopied: unknown = await contents.executeJavaScript(`(${copyFirst})(${paths})`, asUserGesture)
  if (!isCopied) throw new Failure('unsupported', 'This picture cannot be shown, so it cannot be copied.')
}

/** Runs in the page: copies the first of these pictures that it can decode; tells whether there was one. */
const copyFirst = `async (paths) => {
  for (const path of paths) {
    const answer = await fetch(path)
    const bitmap = answer.ok ? await createImageBitmap(await answer.blob()).catch(() => null) : null
    if (!bitmap) continue
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d').drawImage(bitmap, 0, 0)
    const png = await canvas.convertToBlob({ type: 'image/png' })
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
    return true
  }
  return false
}`
