import { useState } from 'react'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { lifetimes, longestLifetime } from './words.ts'

const ownWords = 'own'

/** How long a signed URL holds. */
export function Lifetime() {
  const { transformer } = useWindow()
  const seconds = useTransformer((state) => state.spelling.expireSeconds)
  const isUsual = lifetimes.some(([usual]) => usual === seconds)
  const [isOwn, setOwn] = useState(!isUsual)
  const setSeconds = (expireSeconds: number | null) => transformer.getState().setSpelling({ expireSeconds })
  const choose = (value: string) => {
    setOwn(value === ownWords)
    if (value !== ownWords) setSeconds(value === '' ? null : Number(value))
    else if (seconds === null) setSeconds(3600)
  }
  return (
    <>
      <select
        className="text-field"
        aria-label="Expiry"
        value={isOwn ? ownWords : (seconds ?? '')}
        onChange={(event) => choose(event.target.value)}
      >
        {lifetimes.map(([usual, words]) => (
          <option key={words} value={usual ?? ''}>
            {words}
          </option>
        ))}
        <option value={ownWords}>For … seconds</option>
      </select>
      {isOwn && <Seconds seconds={seconds ?? 0} onChange={setSeconds} />}
    </>
  )
}

function Seconds({ seconds, onChange }: { seconds: number; onChange: (seconds: number) => void }) {
  const [text, setText] = useState(String(seconds))
  const take = (typed: string) => {
    setText(typed)
    const number = Number(typed)
    if (Number.isInteger(number) && number >= 1 && number <= longestLifetime) onChange(number)
  }
  return (
    <input
      type="number"
      className="text-field address-seconds"
      aria-label="Seconds until it expires"
      min={1}
      max={longestLifetime}
      required
      value={text}
      onChange={(event) => take(event.target.value)}
      onBlur={() => setText(String(seconds))}
    />
  )
}
