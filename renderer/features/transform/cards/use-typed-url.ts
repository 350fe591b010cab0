import { useRef, useState } from 'react'
import { Failure } from '#shared/failure.ts'
import { useDebounced } from '../../../hooks/use-debounced.ts'
import { endpointOf, mediaUrl } from '../../../state/media-urls.ts'
import { useHost, useTransformer, useWindow } from '../../../state/window.ts'
import { readTypedUrl } from './url-reading.ts'

/** What was typed, and the transformation as it was right after: another one since then makes it obsolete. */
interface Draft {
  typed: string
  text: string
  /** Why nothing could be read. */
  problem: string | null
  /** What the typed URL may call its picture. */
  pictures: string[]
}

const pauseMilliseconds = 250

/** The URL as it is shown and typed: typing edits the steps and finds the picture; any other edit shows the URL anew. */
export function useTypedUrl() {
  const { transformer, transport } = useWindow()
  const addresses = useHost(({ info }) => info?.addresses)
  const { picture, text, steps, breakage, spelling } = useTransformer((state) => state)
  const [draft, setDraft] = useState<Draft | null>(null)
  const missing = usePictureOf(draft?.pictures)
  const endpoint = endpointOf(addresses ?? [], transport.origin)
  const current = draft?.text === text ? draft : null
  const canonical = picture ? mediaUrl(picture, steps, endpoint, spelling) : text && `tr:${text}`

  function type(typed: string) {
    const reading = readOrProblem(typed, endpoint)
    const { setText } = transformer.getState()
    if (reading.transformation !== undefined) setText(reading.transformation, 'url')
    const { problem, pictures } = reading
    setDraft({ typed, text: transformer.getState().text, problem, pictures })
  }
  /** Whole, the URL is shown as it is written here; broken, it stays to be mended. */
  function settle() {
    transformer.getState().endGesture()
    if (current && !current.problem && !breakage) setDraft({ ...current, typed: '' })
  }
  return {
    shown: current?.typed || (breakage ? `tr:${text}` : canonical),
    breakage: breakage && { ...breakage, text },
    problem: current?.problem ?? null,
    missing: current && missing,
    type,
    settle,
  }
}

function readOrProblem(typed: string, endpoint: string) {
  try {
    return { ...readTypedUrl(typed, endpoint), problem: null }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { transformation: undefined, pictures: [], problem: error.message }
  }
}

/** Chooses the picture that a URL names, once it stands still; answers the name that the library does not know. */
function usePictureOf(names: string[] = []): string | null {
  const { client, transformer, actions } = useWindow()
  const [missing, setMissing] = useState<string | null>(null)
  const asked = useRef('')
  useDebounced(names.join('\n'), pauseMilliseconds, (key) => {
    asked.current = key
    setMissing(null)
    if (key !== '') void actions.attempt(() => find(key))
  })
  async function find(key: string) {
    for (const name of names) {
      const { hash } = await client.transformations.check({ picture: name, transformation: '' })
      if (asked.current !== key) return
      if (hash !== null && hash === transformer.getState().picture?.hash) return
      if (hash !== null) return transformer.getState().choose(hash)
    }
    setMissing(names[0] ?? null)
  }
  return missing
}
