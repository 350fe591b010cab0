import { useEffect, useState } from 'react'
import type { Dragging } from '../../state/dragging.ts'
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
  useOwnDrags()
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

/** Notices when a drag of the window’s own begins, and by every sign that it is over. */
function useOwnDrags(): void {
  const { dragging } = useWindow()
  useEffect(() => {
    const { begin, end } = dragging
    // While the system drags, and while the page does, the pointer tells nothing.
    const pointermove = ({ buttons }: PointerEvent) => buttons === 0 && end()
    const dragstart = ({ defaultPrevented }: DragEvent) => !defaultPrevented && begin()
    return listenAll({ dragstart, dragend: end, pointerdown: end, pointermove })
  }, [dragging])
}

/** Listens to the window’s drags; returns what hovers over it, in words, or null. */
function useDrops(offer: ReturnType<typeof useOffer>): string | null {
  const { transport, dragging } = useWindow()
  const [words, setWords] = useState<string | null>(null)
  useEffect(() => {
    let silence: ReturnType<typeof setTimeout> | undefined
    const show = (next: string | null) => {
      clearTimeout(silence)
      setWords(next)
      if (next !== null) silence = setTimeout(() => setWords(null), silenceMilliseconds)
    }
    const take = (data: DataTransfer) => void offer(offeredBy(data, transport.takesFolders))
    return listenAll(dropHandlers(dragging, show, take))
  }, [offer, transport, dragging])
  return words
}

/** Nothing is taken of what the window drags itself; files of such a drag are known when they are dropped, not before. */
function dropHandlers(dragging: Dragging, show: (words: string | null) => void, take: (data: DataTransfer) => void) {
  const meant = ({ dataTransfer, defaultPrevented }: DragEvent): DataTransfer | null => {
    const isOthers = !dragging.isOn() || dragging.isBySystem()
    return !defaultPrevented && isOthers && accepted.some((t) => dataTransfer?.types.includes(t)) ? dataTransfer : null
  }
  const hover = (event: DragEvent) => {
    const data = meant(event)
    if (!data) return
    event.preventDefault()
    data.dropEffect = 'copy'
    if (!dragging.isOn()) show(describe(data))
  }
  // Only what leaves the window goes to nowhere.
  const dragleave = ({ relatedTarget }: DragEvent) => relatedTarget === null && show(null)
  const drop = (event: DragEvent) => {
    show(null)
    const data = meant(event)
    if (data) event.preventDefault()
    if (data && !dragging.owns(data.files)) take(data)
    dragging.end()
  }
  return { dragenter: hover, dragover: hover, dragleave, drop }
}

function usePastes(offer: ReturnType<typeof useOffer>): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData
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

type Handlers = { [Name in keyof WindowEventMap]?: (event: WindowEventMap[Name]) => unknown }

function listenAll(handlers: Handlers): () => void {
  const stop = new AbortController()
  for (const [name, handler] of Object.entries(handlers))
    window.addEventListener(name, handler as (event: Event) => void, { signal: stop.signal })
  return () => stop.abort()
}
