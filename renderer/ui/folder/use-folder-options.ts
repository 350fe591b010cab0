import { useState } from 'react'
import { isWithin, lastName, parentFolder } from '#shared/folder-paths.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { useDebounced } from '../../hooks/use-debounced.ts'
import { useWindow } from '../../state/window.ts'

const mostOffered = 200
const typingMilliseconds = 100

/** What is typed as a path: `a/b/` is `/a/b`. */
export const pathOf = (text: string): string => `/${text.trim().replace(/^\/+|\/+$/g, '')}`

/** The folders whose path begins with what is typed, one level at a time; after a `/` what lies in that folder. None below `moved`. */
export function useFolderOptions(text: string, moved?: string): string[] {
  const { client } = useWindow()
  const [asked, setAsked] = useState(text)
  useDebounced(text, typingMilliseconds, setAsked)
  const isWhole = asked.trim() === '' || asked.endsWith('/')
  const parent = isWhole ? pathOf(asked) : parentFolder(pathOf(asked))
  const { value } = useAnswer(parent, () => client.folders.list({ parent, limit: 10_000 }))
  const start = isWhole ? '' : lastName(pathOf(asked)).toLowerCase()
  const found = value?.items.filter(({ name }) => name.toLowerCase().startsWith(start)) ?? []
  const open = found.filter(({ path }) => moved === undefined || !isWithin(path, moved))
  const paths = open.slice(0, mostOffered).map(({ path }) => path)
  return parent === '/' && isWhole ? ['/', ...paths] : paths
}
