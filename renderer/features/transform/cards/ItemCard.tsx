import type { ReactNode } from 'react'
import type { Item } from '#shared/imagekit/grammar.ts'
import { useWindow } from '../../../state/window.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { AddIcon, CloseIcon } from '../../../ui/icons.tsx'
import { placeId, useEdit, useProblemsAt } from './editing.ts'
import { type Place, remove, replaceItem } from './edits.ts'
import type { RenderList } from './nesting.ts'
import { ParameterField } from './ParameterField.tsx'
import { Problems } from './Problems.tsx'
import { TestField } from './TestField.tsx'

type Layer = Extract<Item, { kind: 'layer' }>
type Condition = Extract<Item, { kind: 'condition' }>

interface Props<I extends Item> {
  item: I
  at: Place
  /** The type of the layer that it is in, if any. */
  layer: string | undefined
  depth: number
  renderList: RenderList
}

/** One item of a step: a field, a layer with steps of its own, or a condition with its branches. */
export function ItemCard({ item, ...rest }: Props<Item>) {
  if (item.kind === 'layer') return <LayerCard item={item} {...rest} />
  if (item.kind === 'condition') return <ConditionCard item={item} {...rest} />
  return <ParameterField parameter={item} {...rest} />
}

function layerName({ type, steps }: Layer): string {
  const isColor = steps[0]?.some((item) => item.kind === 'parameter' && item.code === 'i' && item.value === 'ik_canvas')
  const names: Record<string, string> = { text: 'Text layer', image: isColor ? 'Colour layer' : 'Picture layer' }
  return names[type] ?? `Layer “${type}”`
}

function LayerCard({ item, at, depth, renderList }: Props<Layer>) {
  const edit = useEdit()
  const problems = useProblemsAt(at)
  const name = layerName(item)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold the keyboard
    <div role="group" id={placeId(at)} tabIndex={-1} className="nested" aria-label={name}>
      <div className="nested-head">
        <h4>{name}</h4>
        <code className="field-code">l-{item.type}</code>
        <IconButton label={`Remove: ${name}`} onClick={() => edit((steps) => remove(steps, at))}>
          <CloseIcon />
        </IconButton>
      </div>
      <Problems problems={problems} />
      {renderList({
        ...{ list: { at }, steps: item.steps, layer: item.type, depth: depth + 1 },
        label: `Steps of the ${name.toLowerCase()}`,
      })}
    </div>
  )
}

function ConditionCard({ item, at, layer, depth, renderList }: Props<Condition>) {
  const { transformer } = useWindow()
  const edit = useEdit()
  const problems = useProblemsAt(at)
  const { otherwise, ...withoutElse } = item
  const [id, common] = [placeId(at), { layer, depth: depth + 1 }]
  return (
    <div className="nested">
      <TestField
        id={id}
        test={item.test}
        problems={problems}
        write={(test) => edit((steps) => replaceItem(steps, at, { ...item, test }), { gesture: id })}
        onLeave={() => transformer.getState().endGesture()}
      />
      <Branch title="Then">{renderList({ list: { at }, steps: item.steps, label: 'Steps if so', ...common })}</Branch>
      {otherwise ? (
        <Branch title="Else" onRemove={() => edit((steps) => replaceItem(steps, at, withoutElse))}>
          {renderList({ ...elseList(item, at), label: 'Steps if not', ...common })}
        </Branch>
      ) : (
        <Button
          look="quiet"
          icon={<AddIcon />}
          onClick={() => edit((steps) => replaceItem(steps, at, { ...item, otherwise: [] }))}
        >
          Add else
        </Button>
      )}
    </div>
  )
}

/** The other branch, whose steps are counted on from those of the first. */
const elseList = ({ steps, otherwise = [] }: Condition, at: Place) => ({
  list: { at, isOtherwise: true },
  steps: otherwise,
  first: steps.length,
})

interface BranchProps {
  title: string
  onRemove?: () => void
  children: ReactNode
}

function Branch({ title, onRemove, children }: BranchProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend
    <div role="group" className="branch" aria-label={title}>
      <div className="nested-head">
        <h4>{title}</h4>
        {onRemove && (
          <IconButton label={`Remove: ${title}`} onClick={onRemove}>
            <CloseIcon />
          </IconButton>
        )}
      </div>
      {children}
    </div>
  )
}
