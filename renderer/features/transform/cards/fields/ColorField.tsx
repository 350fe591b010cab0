import { cssColor, pickedColor } from '../values.ts'
import type { ControlProps } from './control.ts'
import { TypedInput } from './TypedInput.tsx'

interface Props extends ControlProps {
  words?: readonly string[] | undefined
}

const usualColors = ['white', 'black', 'gray', 'red', 'orange', 'gold', 'green', 'teal', 'blue', 'navy', 'purple']

/** A colour as `#rrggbb`, for the browser’s colour field; black for what is no colour. */
function hexOf(css: string | undefined): string {
  const context = document.createElement('canvas').getContext('2d')
  if (!context || !css) return '#000000'
  context.fillStyle = css.startsWith('rgb(from ') ? css.slice('rgb(from '.length).slice(0, 7) : css
  return context.fillStyle.slice(0, 7)
}

/** A colour: six hex digits, two more for opacity in percent, or a name; a swatch shows it and opens a picker. */
export function ColorField({ words = [], ...props }: Props) {
  const { parameter, name, write, onLeave } = props
  const text = parameter.value ?? ''
  const css = cssColor(text)
  return (
    <span className="field-color">
      <label className="swatch" title="Choose a colour">
        <span className="swatch-color" style={{ backgroundColor: css }} />
        <input
          type="color"
          aria-label={`${name}, colour picker`}
          value={hexOf(css)}
          onChange={(event) => write({ ...parameter, value: pickedColor(text, event.target.value) })}
          onBlur={onLeave}
        />
      </label>
      <TypedInput
        {...props}
        shown={text}
        parameterOf={(typed) => ({ ...parameter, value: typed.trim().replace(/^#/, '') })}
        placeholder="RRGGBB, RRGGBBAA or a name"
        words={[...words, ...usualColors]}
      />
    </span>
  )
}
