import { useEffect, useRef, useState } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { useDebounced } from '../../../hooks/use-debounced.ts'
import { useModal } from '../../../hooks/use-modal.ts'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { CloseIcon, SearchIcon } from '../../../ui/icons.tsx'
import { Offered } from './Offered.tsx'
import { useOfferedKeys } from './use-offered-keys.ts'
import './chooser.css'

/** The most pictures that are offered at once. */
const mostOffered = 60
const typingMilliseconds = 120

interface Props {
  /** What is selected in the grid: offered first. */
  selected: readonly ImageSummary[]
  onClose: () => void
}

/** Another picture to transform, found as in the grid: what is selected comes first, then the newest. */
export function Chooser({ selected, onClose }: Props) {
  const { transformer } = useWindow()
  const dialog = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useModal(dialog)
  const [text, setText] = useState('')
  const { images, total } = useOffered(text, selected)
  const current = useTransformer(({ picture }) => picture?.hash)
  const choose = (hash: string) => {
    dialog.current?.close()
    void transformer.getState().choose(hash)
  }
  const keys = useOfferedKeys(list, () => images[0] && choose(images[0].hash))
  return (
    <dialog ref={dialog} className="chooser" aria-label="Choose a picture" onClose={onClose} onKeyDown={keys}>
      <Head text={text} onText={setText} onClose={() => dialog.current?.close()} />
      <Offered list={list} images={images} current={current} onChoose={choose} />
      <p className="chooser-count" role="status">
        {total === null ? 'Searching…' : words(images.length, total)}
      </p>
    </dialog>
  )
}

interface HeadProps {
  text: string
  onText: (text: string) => void
  onClose: () => void
}

function Head({ text, onText, onClose }: HeadProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <header>
      <label className="chooser-search">
        <SearchIcon />
        <input
          ref={field}
          type="search"
          placeholder="Name, URL, tag …"
          aria-label="Search pictures"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
      <IconButton label="Close" onClick={onClose}>
        <CloseIcon />
      </IconButton>
    </header>
  )
}

function useOffered(text: string, selected: readonly ImageSummary[]) {
  const { client } = useWindow()
  const [asked, setAsked] = useState(text)
  useDebounced(text, typingMilliseconds, setAsked)
  const { value } = useAnswer(asked, () => client.images.list({ text: asked, limit: mostOffered }))
  const found = value?.items ?? []
  const first = asked.trim() === '' ? selected : []
  const rest = found.filter(({ hash }) => !first.some((image) => image.hash === hash))
  return { images: [...first, ...rest].slice(0, mostOffered), total: value?.total ?? null }
}

function words(shown: number, total: number): string {
  if (total === 0) return 'No picture is like that. Try fewer letters.'
  return shown < total ? `The first ${shown} of ${total.toLocaleString()}: type to find others` : ''
}
