import { optionOf } from '#shared/imagekit/names.ts'
import { readableValue, withReadable } from '../values.ts'
import { ColorField } from './ColorField.tsx'
import type { ControlProps } from './control.ts'
import { NumberField } from './NumberField.tsx'
import { TypedInput } from './TypedInput.tsx'
import { WordField } from './WordField.tsx'

interface Props extends ControlProps {
  /** The type of the layer that the parameter is of, if any. */
  layer: string | undefined
  /** Takes the parameter away. */
  onRemove(): void
}

/** The control that fits a parameter: by what the table of transformations says of its values. */
export function Control({ layer, onRemove, ...props }: Props) {
  const { parameter } = props
  const value = optionOf(parameter.code)?.value
  if (value?.kind === 'number') return <NumberField {...props} value={value} />
  if (value?.kind === 'color') return <ColorField {...props} words={value.words} />
  if (value?.kind === 'word' && !value.open) return <WordField {...props} words={value.words} />
  if (value?.kind === 'flag') return <Flag {...props} />
  if (value?.kind === 'switch' && parameter.value === undefined) return <Switch {...props} onRemove={onRemove} />
  return <Words {...props} layer={layer} />
}

function Flag({ parameter, tied, write, onLeave }: ControlProps) {
  const isOn = parameter.value !== 'false'
  return (
    <input
      {...tied}
      type="checkbox"
      checked={isOn}
      onChange={() => write({ ...parameter, value: String(!isOn) })}
      onBlur={onLeave}
    />
  )
}

/** What is either there or not: it is on because it is written. */
function Switch({ tied, onRemove }: ControlProps & Pick<Props, 'onRemove'>) {
  return <input {...tied} type="checkbox" checked onChange={onRemove} />
}

function placeholderOf(code: string, layer: string | undefined): string | undefined {
  const value = optionOf(code)?.value
  if (code === 'i' || code === 'ie') return layer === 'text' ? 'The text' : 'folder/name.jpg or a content hash'
  if (value?.kind === 'path')
    return code === 'ff' || code === 'otf' ? 'A family, or folder/font.ttf' : 'folder/name.jpg'
  return value?.kind === 'text' ? value.shape : undefined
}

function Words({ layer, ...props }: Omit<Props, 'onRemove'>) {
  const { parameter } = props
  const { code } = parameter
  const value = optionOf(code)?.value
  const isAlone = value === undefined || value.kind === 'switch' || 'optional' in value
  return (
    <TypedInput
      {...props}
      shown={readableValue(parameter, layer)}
      parameterOf={(typed) =>
        typed === '' && isAlone ? { kind: 'parameter', code } : withReadable(parameter, typed, layer)
      }
      placeholder={placeholderOf(code, layer)}
      words={value?.kind === 'word' ? value.words : undefined}
    />
  )
}
