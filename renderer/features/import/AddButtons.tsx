import { type ChangeEvent, useRef } from 'react'
import { useIsDesktop, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { AddIcon, FolderIcon } from '../../ui/icons.tsx'
import { itemsOf } from './dropped.ts'
import { useOffer } from './use-offer.ts'

/** Opens the file dialog: the system’s in the desktop shell, the browser’s elsewhere. */
export function AddButtons({ look = 'plain' }: { look?: 'plain' | 'main' }) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const choose = useChooser()
  return (
    <div className="add-buttons">
      <Button look={look} icon={<AddIcon />} onClick={() => choose(false, files.current)}>
        Add pictures
      </Button>
      <Button icon={<FolderIcon />} onClick={() => choose(true, folder.current)}>
        Add folder
      </Button>
      <HiddenInput box={files} label="Pictures to add" />
      <HiddenInput box={folder} label="Folder to add" isFolder />
    </div>
  )
}

function useChooser() {
  const { client, actions } = useWindow()
  const isDesktop = useIsDesktop()
  return (folders: boolean, input: HTMLInputElement | null) => {
    if (isDesktop) void actions.attempt(async () => void (await client.host.chooseFiles({ folders })))
    else input?.click()
  }
}

interface HiddenInputProps {
  box: React.RefObject<HTMLInputElement | null>
  label: string
  isFolder?: boolean
}

function HiddenInput({ box, label, isFolder = false }: HiddenInputProps) {
  const offer = useOffer()
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(target.files ?? [])].filter(({ name }) => !isFolder || !name.startsWith('.'))
    void offer({ items: itemsOf(chosen) })
    target.value = ''
  }
  return (
    <input
      ref={box}
      type="file"
      multiple
      webkitdirectory={isFolder ? '' : undefined}
      aria-label={label}
      hidden
      onChange={onChange}
    />
  )
}

declare module 'react' {
  interface InputHTMLAttributes<T> {
    webkitdirectory?: string | undefined
  }
}
