import type { Parameter } from '#shared/imagekit/grammar.ts'
import { type Option, optionOf } from '#shared/imagekit/names.ts'
import type { TransformationProblem } from '#shared/transformations.ts'
import { useWindow } from '../../../state/window.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { CloseIcon } from '../../../ui/icons.tsx'
import { placeId, useEdit, useProblemsAt } from './editing.ts'
import { type Place, remove, replaceItem } from './edits.ts'
import { Control } from './fields/Control.tsx'
import type { TiedAttributes } from './fields/control.ts'
import { Problems } from './Problems.tsx'
import { isRendered, nameOf } from './parameters.ts'

interface Props {
  parameter: Parameter
  at: Place
  /** The type of the layer that it is of, if any. */
  layer: string | undefined
}

/** The parameter that a layer’s encoded input is shown as. */
const shownCode = (code: string) => (code === 'ie' ? 'i' : code)

const helpOf = (option: Option | undefined) =>
  option?.help ?? 'This code is not in the table of transformations. It is kept as it is written.'

function flagOf(option: Option | undefined): string | undefined {
  if (!option) return 'unknown here'
  return isRendered(option) ? undefined : 'not rendered here'
}

function tiedTo(id: string, problems: readonly TransformationProblem[]): TiedAttributes {
  const isInvalid = problems.some(({ severity }) => severity === 'error')
  const told = problems.length > 0 && !isInvalid ? ` ${id}-problems` : ''
  return {
    id,
    'aria-describedby': `${id}-help${told}`,
    'aria-invalid': isInvalid,
    'aria-errormessage': isInvalid ? `${id}-problems` : undefined,
  }
}

/** One parameter of a step: its name, its code, the control of its value, what is amiss with it. */
export function ParameterField({ parameter, at, layer }: Props) {
  const { transformer } = useWindow()
  const edit = useEdit()
  const problems = useProblemsAt(at)
  const option = optionOf(shownCode(parameter.code))
  const name = nameOf(shownCode(parameter.code), layer)
  const [id, flag] = [placeId(at), flagOf(option)]
  const takeAway = () => edit((steps) => remove(steps, at), { focus: `${placeId(at.slice(0, -1))}-add` })
  return (
    <div className={problems.length > 0 ? 'field has-problems' : 'field'}>
      <div className="field-head">
        <label htmlFor={id} title={helpOf(option)}>
          {name}
        </label>
        <code className="field-code">{parameter.code}</code>
      </div>
      <Control
        parameter={parameter}
        name={name}
        layer={layer}
        tied={tiedTo(id, problems)}
        write={(next) => edit((steps) => replaceItem(steps, at, next), { gesture: id })}
        onLeave={() => transformer.getState().endGesture()}
        onRemove={takeAway}
      />
      <IconButton className="field-remove" label={`Remove: ${name}`} onClick={takeAway}>
        <CloseIcon />
      </IconButton>
      <span id={`${id}-help`} className="unseen">
        {helpOf(option)}
      </span>
      {flag && <span className="field-flag">{flag}</span>}
      <Problems id={`${id}-problems`} problems={problems} />
    </div>
  )
}
