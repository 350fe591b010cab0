import { useWindow } from '../../state/window.ts'
import { formatPictures } from '../../ui/format.ts'

/** The most hashes that one call takes. */
const hashesPerCall = 100_000

/** Puts tags on pictures and takes them off; each change can be undone from its toast. */
export function useTagging(hashesOf: () => Promise<string[]>) {
  const { client, actions } = useWindow()
  const change = (tags: { add: string[] } | { remove: string[] }, tell: (pictures: string) => string) =>
    actions.attempt(async () => {
      const hashes = await hashesOf()
      for (let first = 0; first < hashes.length; first += hashesPerCall) {
        const { journal } = await client.images.tag({ hashes: hashes.slice(first, first + hashesPerCall), ...tags })
        if (journal !== null) actions.tell(tell(formatPictures(hashes.length)), { journal })
      }
    })
  return {
    onAdd: (names: string[]) => void change({ add: names }, (pictures) => `Tagged ${pictures}: ${names.join(', ')}`),
    onRemove: (name: string) => void change({ remove: [name] }, (pictures) => `Took “${name}” off ${pictures}`),
  }
}
