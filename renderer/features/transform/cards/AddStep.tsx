import { useState } from 'react'
import type { Step } from '#shared/imagekit/grammar.ts'
import { useTransformer } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { AddIcon } from '../../../ui/icons.tsx'
import { Menu, MenuItem } from '../../../ui/Menu.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { placeId, useEdit } from './editing.ts'
import { insertStep, type List, type Place } from './edits.ts'
import { ParameterSearch } from './ParameterSearch.tsx'
import { type LayerKind, newCondition, newLayer } from './parameters.ts'

interface Props {
  list: List
  /** Where the next step would be, and how many are before it in the list. */
  place: Place
  count: number
  layer: string | undefined
  depth: number
}

/** Deeper than this the cards offer no more layers, though a URL may bring them. */
const deepestOffered = 3

/** The buttons below the steps of a list: another step, a layer, a condition. */
export function AddStep({ list, place, count, layer, depth }: Props) {
  const edit = useEdit()
  const hash = useTransformer((state) => state.picture?.hash ?? '')
  const [isSearching, setSearching] = useState(false)
  const add = (step: Step, inside: Place) => {
    setSearching(false)
    edit((steps) => insertStep(steps, list, count, step), { focus: placeId([...place, ...inside]) })
  }
  if (isSearching)
    return (
      <div className="step-card step-new">
        <ParameterSearch
          label="What should the step do?"
          surroundings={layer ?? 'picture'}
          isOpenAtFirst
          onChoose={(step) => add(step, [0])}
          onClose={() => setSearching(false)}
        />
      </div>
    )
  return (
    <div className="step-more">
      <Button
        id={`${placeId(place)}${list.isOtherwise ? '-else' : ''}-more`}
        look="quiet"
        icon={<AddIcon />}
        onClick={() => setSearching(true)}
      >
        Add step
      </Button>
      {depth < deepestOffered && layer !== 'text' && (
        <>
          <LayerMenu onAdd={(kind) => add([newLayer(kind, hash)], [0, 0, firstField[kind]])} />
          <Button look="quiet" icon={<AddIcon />} onClick={() => add([newCondition()], [0])}>
            Add condition
          </Button>
        </>
      )}
    </div>
  )
}

/** The field of a new layer that is likely to be changed first. */
const firstField: Record<LayerKind, number> = { text: 0, image: 0, color: 1 }

function LayerMenu({ onAdd }: { onAdd: (kind: LayerKind) => void }) {
  const choose = (kind: LayerKind, close: () => void) => () => {
    close()
    onAdd(kind)
  }
  return (
    <Popover kind="menu" look="quiet" icon={<AddIcon />} label="Add layer">
      {(close) => (
        <Menu label="Add layer" onClose={close}>
          <MenuItem title="Text" hint="Letters over the picture" onChoose={choose('text', close)} />
          <MenuItem title="Picture" hint="Another picture of the library" onChoose={choose('image', close)} />
          <MenuItem title="Solid colour" hint="A block or a band" onChoose={choose('color', close)} />
        </Menu>
      )}
    </Popover>
  )
}
