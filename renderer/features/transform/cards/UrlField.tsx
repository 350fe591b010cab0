import { type KeyboardEvent, useRef } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { WarningIcon } from '../../../ui/icons.tsx'
import { useTypedUrl } from './use-typed-url.ts'
import { whenReleased } from './when-released.ts'
import './url-field.css'

/** The URL as text, which edits the cards and is edited by them. */
export function UrlField() {
  const { shown, breakage, problem, missing, type, settle } = useTypedUrl()
  const field = useRef<HTMLTextAreaElement>(null)
  const isBroken = breakage !== null || problem !== null
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    settle()
  }
  return (
    <div className="url-field">
      <label htmlFor="url-text">URL</label>
      <textarea
        ref={field}
        id="url-text"
        rows={1}
        spellCheck={false}
        autoComplete="off"
        placeholder="Paste a URL, or write steps such as w-300,h-200"
        aria-invalid={isBroken}
        aria-errormessage={isBroken ? 'url-problem' : undefined}
        aria-describedby={missing ? 'url-missing' : undefined}
        value={shown}
        onChange={(event) => type(event.target.value.replace(/\s*\n\s*/g, ''))}
        onKeyDown={onKeyDown}
        onBlur={() => whenReleased(settle)}
      />
      {isBroken && (
        <div id="url-problem" className="url-problem" role="alert">
          <WarningIcon />
          {breakage ? <Broken {...breakage} onShow={() => markIn(field.current, breakage)} /> : problem}
        </div>
      )}
      {missing && !isBroken && (
        <div id="url-missing" className="url-missing" role="status">
          <WarningIcon />
          The library holds no such picture, so the steps are shown on the one before: <code>{missing}</code>
        </div>
      )}
    </div>
  )
}

interface Breakage {
  /** The transformation that is broken, and where. */
  text: string
  at: number
  message: string
}

const widest = 28

/** What is wrong, with the character at which it is. */
function Broken({ text, at, message, onShow }: Breakage & { onShow: () => void }) {
  const start = Math.max(0, at - widest)
  return (
    <>
      <span>{message}</span>
      <code className="url-excerpt">
        {start > 0 && '…'}
        {text.slice(start, at)}
        <mark>{text.charAt(at) || ' '}</mark>
        {text.slice(at + 1, at + widest)}
        {text.length > at + widest && '…'}
      </code>
      <Button look="quiet" onClick={onShow}>
        Go to character {at + 1}
      </Button>
    </>
  )
}

/** Selects the character that is wrong, where the field has the transformation as it is read. */
function markIn(field: HTMLTextAreaElement | null, { text, at }: Breakage) {
  if (!field) return
  const start = field.value.indexOf(text)
  field.focus()
  if (start >= 0) field.setSelectionRange(start + at, start + at + 1)
}
