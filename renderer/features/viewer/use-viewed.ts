import { useEffect } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { rowAt } from '../../state/snapshot.ts'
import { useLibrary, useView, useWindow } from '../../state/window.ts'

interface Viewed {
  image: ImageSummary | null
  /** Its place in the result, from 0; null for one picture alone. */
  index: number | null
  total: number
}

/** The picture in the viewer: one of the result, which is then kept loaded around it, or one alone. */
export function useViewed(): Viewed {
  const { client, library } = useWindow()
  const viewed = useView((state) => state.viewed)
  const index = viewed && 'index' in viewed ? viewed.index : null
  const alone = viewed && 'hash' in viewed ? viewed.hash : null
  const row = useLibrary(({ snapshot }) => (index !== null && snapshot && rowAt(snapshot, index)) || null)
  const total = useLibrary(({ snapshot }) => snapshot?.total ?? 0)
  const detail = useAnswer(alone, () => client.images.get({ hash: alone ?? '' }))
  useEffect(() => {
    if (index !== null) library.getState().show(Math.max(0, index - 2), index + 2)
  }, [library, index])
  return { image: row ?? detail.value, index, total }
}

/** Moves through the result; the grid’s focus and selection come along. */
export function useStep({ index, total }: Viewed): (delta: number) => void {
  const { view, selection } = useWindow()
  return (delta) => {
    if (index === null || total === 0) return
    const next = Math.min(Math.max(index + delta, 0), total - 1)
    view.setState({ viewed: { index: next } })
    selection.getState().selectOnly(next)
  }
}
