import { useState } from 'react'

interface Props {
  label: string
  value: number
  least: number
  onValue: (value: number) => void
}

/** A whole number of pixels: what is typed counts as soon as it is one, and is put right when the field is left. */
export function PixelField({ label, value, least, onValue }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (text: string) => {
    setTyped(text)
    const number = Number(text)
    if (text !== '' && Number.isInteger(number) && number >= least) onValue(number)
  }
  return (
    <label className="tool-field">
      <span>{label}</span>
      <input
        className="text-field"
        type="number"
        min={least}
        value={typed ?? value}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setTyped(null)}
      />
    </label>
  )
}
