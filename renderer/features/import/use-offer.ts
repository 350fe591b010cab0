import { useCallback } from 'react'
import { useWindow } from '../../state/window.ts'
import type { Offered } from './dropped.ts'

/** The most URLs that one call takes. */
const urlsPerCall = 1000

/** Imports what was offered by drop, paste or dialog; says so when there is nothing in it. */
export function useOffer(): (offered: Offered | Promise<Offered>) => Promise<void> {
  const { jobs, actions } = useWindow()
  return useCallback(
    (offered) =>
      actions.attempt(async () => {
        const what = await offered
        const { importItems, importUrls } = jobs.getState()
        if ('items' in what) {
          if (what.items.length === 0) actions.tell('There is no file in what was dropped.', { tone: 'problem' })
          return importItems(what.items)
        }
        for (let first = 0; first < what.urls.length; first += urlsPerCall) {
          await importUrls(what.urls.slice(first, first + urlsPerCall))
        }
      }),
    [jobs, actions],
  )
}
