import { useEffect, useRef, useState } from 'react'
import { useWindow } from '../../state/window.ts'
import { DropIcon } from '../../ui/icons.tsx'
import { offeredBy, offeredByPaste } from './dropped.ts'
import { useOffer } from './use-offer.ts'
import './import.css'

/** Browsers do not always say that a drag is over; while it lasts, they say where it is several times a second. */
const silenceMilliseconds = 1000

const accepted = ['Files', 'text/uri-list', 'text/html']

/** “12 items”; a browser tells how many there are, but of a link only that it is one. */
function describe(data: DataTransfer): string {
  const files = [...data.items].filter(({ kind }) => kind === 'file').length
  if (files === 0) return 'Drop to fetch and store'
  return files === 1 ? 'Drop 1 item to store it' : `Drop ${files} items to store them`
}

/** The whole window takes drops and pastes; while something hovers over it, it says so. */
export function DropZone() {
  const offer = useOffer()
  const words = useDrops(offer)
  usePastes(offer)
  if (words === null) return null
  return (
    <div className="drop-overlay" role="status">
      <p className="drop-words">
        <DropIcon />
        {words}
      </p>
    </div>
  )
}

/** Listens to the window’s drags; returns what hovers over it, in words, or null. */
function useDrops(offer: ReturnType<typeof useOffer>): string | null {
  const { transport } = useWindow()
  const [words, setWords] = useState<string | null>(null)
  const isOurs = useRef(false)
  useEffect(() => {
    const isTaken = (event: DragEvent) => !isOurs.current && accepted.some((t) => event.dataTransfer?.types.includes(t))
    let silence: ReturnType<typeof setTimeout> | undefined
    const show = (next: string | null) => {
      clearTimeout(silence)
      setWords(next)
      if (next !== null) silence = setTimeout(() => setWords(null), silenceMilliseconds)
    }
    const handlers: Partial<Record<keyof WindowEventMap, (event: DragEvent) => void>> = {
      dragstart: () => {
        isOurs.current = true
      },
      dragend: () => {
        isOurs.current = false
      },
      dragenter: (event) => {
        if (isTaken(event) && event.dataTransfer) show(describe(event.dataTransfer))
      },
      dragover: (event) => {
        if (!isTaken(event) || !event.dataTransfer) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        show(describe(event.dataTransfer))
      },
      dragleave: ({ relatedTarget }) => {
        // Only what leaves the window goes to nowhere.
        if (relatedTarget === null) show(null)
      },
      drop: (event) => {
        show(null)
        if (!isTaken(event) || !event.dataTransfer) return
        event.preventDefault()
        void offer(offeredBy(event.dataTransfer, transport.takesFolders))
      },
    }
    return listenAll(handlers as Record<string, (event: Event) => void>)
  }, [offer, transport])
  return words
}

function usePastes(offer: ReturnType<typeof useOffer>): void {
  useEffect(() => {
    const paste = (event: Event) => {
      const data = (event as ClipboardEvent).clipboardData
      const isField = event.target instanceof HTMLInputElement && event.target.type === 'text'
      if (!data || (isField && data.files.length === 0)) return
      const offered = offeredByPaste(data, new Date())
      if ('urls' in offered && offered.urls.length === 0) return
      event.preventDefault()
      void offer(offered)
    }
    return listenAll({ paste })
  }, [offer])
}

function listenAll(handlers: Record<string, (event: Event) => void>): () => void {
  const stop = new AbortController()
  for (const [name, handler] of Object.entries(handlers))
    window.addEventListener(name, handler, { signal: stop.signal })
  return () => stop.abort()
}
