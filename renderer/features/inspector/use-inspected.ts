import { useEffect, useState } from 'react'
import { useAnswer } from '../../hooks/use-answer.ts'
import { sizeOf } from '../../state/intervals.ts'
import { rowAt } from '../../state/snapshot.ts'
import { useLibrary, useSelection, useView, useWindow } from '../../state/window.ts'

/** How many images are selected, and the hash of the one that the inspector shows. */
export function useInspected(): { count: number; hash: string | null } {
  const ranges = useSelection((state) => state.ranges)
  const only = ranges[0]?.[0] ?? 0
  const selected = useLibrary(({ snapshot }) => (snapshot && rowAt(snapshot, only)?.hash) ?? null)
  const inspected = useView((state) => state.inspected)
  const count = sizeOf(ranges)
  if (inspected) return { count: 1, hash: inspected }
  return { count, hash: count === 1 ? selected : null }
}

/** Everything known of an image, asked again when the library says that it changed. */
export function useDetail(hash: string | null) {
  const { client, transport } = useWindow()
  const [turn, setTurn] = useState(0)
  useEffect(
    () =>
      transport.listen((event) => {
        const isMet = 'images' in event && event.images.some((image) => image.hash === hash)
        const isAny = event.type === 'library.reset' || event.type === 'folders.changed'
        if (isMet || isAny || ('truncated' in event && event.truncated)) setTurn((t) => t + 1)
      }),
    [transport, hash],
  )
  const answer = useAnswer(hash && `${hash} ${turn}`, () => client.images.get({ hash: hash ?? '' }))
  return answer.value && answer.value.hash !== hash ? { value: null, failure: null } : answer
}
