import { useEffect, useState } from 'react'
import type { LibraryEvent } from '#shared/events.ts'
import { useWindow } from '../state/window.ts'

/** How often one of these events was heard: a part of the key of questions that are to be asked again. */
export function useHeard(types: readonly LibraryEvent['type'][]): number {
  const { transport } = useWindow()
  const [turn, setTurn] = useState(0)
  useEffect(
    () =>
      transport.listen(({ type }) => {
        if (types.includes(type)) setTurn((last) => last + 1)
      }),
    [transport, types],
  )
  return turn
}
