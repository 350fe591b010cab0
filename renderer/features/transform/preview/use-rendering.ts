import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { formatTransformation } from '#shared/imagekit/grammar.ts'
import { previewPath } from '#shared/urls.ts'
import { useTransformations, useTransformer, useWindow } from '../../../state/window.ts'
import { openPicture } from './open-picture.ts'
import { createRendering, type Wish } from './rendering.ts'

function schedule(work: () => void, milliseconds: number): () => void {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

const renderingInPage = () =>
  createRendering({ open: openPicture, schedule, release: ({ src }) => URL.revokeObjectURL(src) })

/** Where the exact result is, below the page’s own origin: no signature is needed there. */
const exactPath = (hash: string, text: string) =>
  text ? `/media/${hash}?tr=${encodeURIComponent(text)}` : `/media/${hash}`

function wishFor(origin: string, hash: string, text: string): Wish {
  return { name: hash, quick: origin + previewPath(hash, text), exact: origin + exactPath(hash, text) }
}

/** What comes of the steps on the picture, renewed whenever either changes; nothing new while the steps have errors. */
export function useRendering() {
  const { transport } = useWindow()
  const [rendering] = useState(renderingInPage)
  const hash = useTransformer(({ picture }) => picture?.hash)
  const text = useTransformer(({ steps }) => formatTransformation(steps))
  const saved = useSaved(text)
  const hasErrors = useHasErrors()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same steps come to something else when what they name changes
  useEffect(() => {
    if (hash === undefined || hasErrors) rendering.getState().rest()
    else rendering.getState().want(wishFor(transport.origin, hash, text))
  }, [rendering, transport, hash, text, saved, hasErrors])
  useEffect(() => () => rendering.getState().close(), [rendering])
  return { ...useStore(rendering), hasErrors }
}

/** What saved names stand for, where steps ask for one. */
const useSaved = (text: string) =>
  useTransformations(({ settings }) => (/(?:^|[,:])n-/.test(text) ? JSON.stringify(settings?.named) : ''))

/** Whether the text is broken, or its steps cannot be done. */
const useHasErrors = () =>
  useTransformer(
    ({ breakage, check, isChecking }) =>
      breakage !== null || (!isChecking && (check?.problems.some(({ severity }) => severity === 'error') ?? false)),
  )
