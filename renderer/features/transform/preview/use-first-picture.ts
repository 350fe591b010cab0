import { useEffect } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { useLibrary, useTransformer, useWindow } from '../../../state/window.ts'

/** Takes up the first selected picture, else the newest, as long as none is chosen. Tells whether there is any. */
export function useFirstPicture([selected]: readonly ImageSummary[]): { isEmpty: boolean } {
  const { client, transformer } = useWindow()
  const isMissing = useTransformer(({ picture }) => picture === null)
  const total = useLibrary(({ snapshot }) => snapshot?.total)
  const key = isMissing && !selected && total !== undefined ? `newest of ${total}` : null
  const { value } = useAnswer(key, () => client.images.list({ limit: 1 }))
  const first = selected?.hash ?? value?.items[0]?.hash
  useEffect(() => {
    if (isMissing && first) void transformer.getState().choose(first)
  }, [transformer, isMissing, first])
  return { isEmpty: isMissing && value?.total === 0 }
}
