import { useLayoutEffect, useRef } from 'react'
import type { Geometry } from './geometry.ts'
import type { Rows } from './use-rows.ts'

/** Keeps the first picture in sight where it is when the window or the tiles change their size. */
export function useAnchor({ columns, rowHeight }: Geometry, { offset, scrollTo }: Rows): void {
  const before = useRef({ columns, rowHeight })
  useLayoutEffect(() => {
    const old = before.current
    before.current = { columns, rowHeight }
    if (old.columns === columns && old.rowHeight === rowHeight) return
    const row = Math.floor(offset() / old.rowHeight)
    const within = offset() / old.rowHeight - row
    scrollTo((Math.floor((row * old.columns) / columns) + within) * rowHeight)
  }, [columns, rowHeight, offset, scrollTo])
}
