import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { useAnswer } from '../../../hooks/use-answer.ts'
import { useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { CopyIcon } from '../../../ui/icons.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { type Copied, type Form, forms, signedForm, urlForm } from './forms.ts'
import { useCopied } from './use-copied.ts'

/** Copies the URL, or what is chosen from a menu that shows beforehand what it will be. */
export function CopyAs() {
  const { actions } = useWindow()
  const copied = useCopied()
  const usual = copied?.spelling.isSigned ? signedForm : urlForm
  const copy = (form: Form) =>
    actions.attempt(async () => {
      if (copied) await actions.copyText(await form.write(copied), form.what)
    })
  return (
    <span className="copy-as">
      <Button look="main" icon={<CopyIcon />} disabled={!copied} onClick={() => void copy(usual)}>
        Copy {usual.what}
      </Button>
      <Popover look="main" kind="menu" label="Copy as" hasArrow disabled={!copied}>
        {(close) => copied && <Forms copied={copied} onClose={close} onChoose={(form) => void copy(form)} />}
      </Popover>
    </span>
  )
}

interface FormsProps {
  copied: Copied
  onClose: () => void
  onChoose: (form: Form) => void
}

function Forms({ copied, onClose, onChoose }: FormsProps) {
  const [shown, setShown] = useState(urlForm)
  const preview = useRef<HTMLPreElement>(null)
  const scroll = (event: KeyboardEvent) => {
    const pages = { PageDown: 1, PageUp: -1 }[event.key]
    if (pages) preview.current?.scrollBy(0, pages * preview.current.clientHeight)
  }
  const choose = (form: Form) => {
    onClose()
    onChoose(form)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the menu within
    <div className="copy-forms" onKeyDown={scroll}>
      <Menu label="Copy as" onClose={onClose}>
        {forms.map((form) => (
          <MenuItem key={form.title} title={form.title} onShow={() => setShown(form)} onChoose={() => choose(form)} />
        ))}
      </Menu>
      <Preview ref={preview} copied={copied} form={shown} />
    </div>
  )
}

interface PreviewProps {
  copied: Copied
  form: Form
  ref: RefObject<HTMLPreElement | null>
}

function Preview({ copied, form, ref }: PreviewProps) {
  const { picture, steps, check, spelling, endpoint } = copied
  const key = JSON.stringify([form.title, picture.hash, steps, check?.result, spelling, endpoint])
  const { value, failure } = useAnswer(key, () => form.write(copied))
  return (
    <pre ref={ref} className="copy-preview" tabIndex={-1}>
      <code>{failure?.message ?? value}</code>
    </pre>
  )
}
