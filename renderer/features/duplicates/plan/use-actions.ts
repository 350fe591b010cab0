import { useEffect, useRef, useState } from 'react'
import type { PlanAction } from '#shared/duplicates.ts'
import { useWindow } from '../../../state/window.ts'

/** How many actions one question brings. */
const pageSize = 100

/** The actions of a group, loaded around what is in sight; `fail` hears why some could not be. */
export function useActions(plan: string, group: string, fail: (error: unknown) => void) {
  const { client } = useWindow()
  const [pages, setPages] = useState<ReadonlyMap<number, PlanAction[]>>(new Map())
  const asked = useRef(new Set<number>())
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  const ask = (page: number) => {
    asked.current.add(page)
    client.duplicates.actions({ plan, group, offset: page * pageSize, limit: pageSize }).then(
      ({ items }) => isShown.current && setPages((now) => new Map(now).set(page, items)),
      (error: unknown) => {
        asked.current.delete(page)
        if (isShown.current) fail(error)
      },
    )
  }
  return {
    actionAt: (index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    /** Loads what is missing of these. */
    show(first: number, last: number) {
      for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
        if (!asked.current.has(page)) ask(page)
      }
    },
  }
}
