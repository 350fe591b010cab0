import { useEffect, useState } from 'react'
import type { ImageSummary } from '#shared/schema.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { useHost, usePixels, useWindow } from '../../state/window.ts'
import { formatType } from '../format.ts'
import { isShownAsItIs } from '../formats.ts'

/** The pixels of a picture that can be shown now: the thumbnail first, the original once it is decoded. */
export interface Shown {
  src: string | null
  isOriginal: boolean
  isLoading: boolean
  /** What is wrong with them, in a sentence. */
  note: string | null
}

type State = 'loading' | 'original' | 'broken' | 'none'

/** The pixels of a picture, and what happens when they cannot be shown after all; without the library nothing is amiss. */
export function useShown(image: ImageSummary): Shown & { onError: () => void } {
  const { client } = useWindow()
  const isOnline = useHost((state) => state.isOnline)
  const { value } = useAnswer(isOnline ? image.hash : null, () => client.images.get({ hash: image.hash }))
  const isDamaged = value?.hash === image.hash && value.decode.status === 'damaged'
  const shown = useOriginal(image, isOnline)
  if (!isOnline) return { ...shown, note: null }
  return isDamaged ? { ...shown, note: 'The file is damaged: not all of it can be read.' } : shown
}

/**
 * Loads and decodes the original aside, and falls back to the thumbnail where a browser cannot show it. What could
 * not be loaded is tried again when the library is back.
 */
function useOriginal(image: ImageSummary, isOnline: boolean): Shown & { onError: () => void } {
  const pixels = usePixels()
  const [{ hash, state }, setState] = useState<{ hash: string; state: State }>({ hash: image.hash, state: 'loading' })
  const original = pixels.original(image.hash)
  const isKnown = isShownAsItIs(image.contentType)
  useEffect(() => {
    if (!isOnline) return
    let isCurrent = true
    const tell = (next: State) => isCurrent && setState({ hash: image.hash, state: next })
    tell('loading')
    if (isKnown)
      decode(original).then(
        () => tell('original'),
        () => tell('broken'),
      )
    return () => {
      isCurrent = false
    }
  }, [image.hash, original, isKnown, isOnline])
  const now = hash === image.hash ? state : 'loading'
  const thumbnail = image.hasThumbnail ? pixels.thumbnail(image.hash) : null
  return {
    ...describe(image, isKnown, now, now === 'original' ? original : thumbnail),
    onError: () => setState({ hash: image.hash, state: 'none' }),
  }
}

async function decode(src: string): Promise<void> {
  const picture = new Image()
  picture.src = src
  await picture.decode()
}

function describe(image: ImageSummary, isKnown: boolean, state: State, src: string | null): Shown {
  const isLoading = isKnown && state === 'loading'
  if (state === 'none' || (!src && !isLoading))
    return { src: null, isOriginal: false, isLoading: false, note: 'Magpie has no pixels of this file.' }
  return { src, isOriginal: state === 'original', isLoading, note: noteOf(image, isKnown, state) }
}

function noteOf({ contentType }: ImageSummary, isKnown: boolean, state: State): string | null {
  if (!isKnown) return `${formatType(contentType)} cannot be shown here: this is the thumbnail.`
  return state === 'broken' ? 'The original is missing or damaged: this is the thumbnail.' : null
}
