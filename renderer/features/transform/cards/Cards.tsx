import { useTransformer, useWindow } from '../../../state/window.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { RestoreIcon } from '../../../ui/icons.tsx'
import { EditingContext, useNewEditing } from './editing.ts'
import { Problems } from './Problems.tsx'
import { StepList } from './StepList.tsx'
import { useEditKeys } from './use-edit-keys.ts'
import './cards.css'
import './fields/fields.css'

/** The steps as cards. */
export function Cards() {
  const editing = useNewEditing()
  useEditKeys()
  return (
    <EditingContext value={editing}>
      <section className="cards" aria-labelledby="cards-title">
        <Head />
        <Problems problems={editing.problemsAt([])} />
        {editing.steps.length === 0 && <p className="hint">Without steps the picture is answered as it is.</p>}
        <StepList list={{ at: [] }} label="Steps" depth={0} />
      </section>
    </EditingContext>
  )
}

function Head() {
  const { transformer } = useWindow()
  const canUndo = useTransformer(({ history, breakage }) => history.past.length > 0 || breakage !== null)
  const canRedo = useTransformer(({ history }) => history.future.length > 0)
  const { undo, redo } = transformer.getState()
  return (
    <header className="cards-head">
      <h3 id="cards-title">Steps</h3>
      <output className="cards-problems">{useProblemWords()}</output>
      <IconButton label="Undo the last edit" disabled={!canUndo} aria-keyshortcuts="Control+Z" onClick={undo}>
        <RestoreIcon />
      </IconButton>
      <IconButton
        className="is-mirrored"
        label="Redo the last edit"
        disabled={!canRedo}
        aria-keyshortcuts="Control+Shift+Z"
        onClick={redo}
      >
        <RestoreIcon />
      </IconButton>
    </header>
  )
}

const counted = (count: number, word: string) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`])

/** How much is amiss, in words; empty where nothing is. */
function useProblemWords(): string {
  return useTransformer(({ check }) => {
    const problems = check?.problems ?? []
    const errors = problems.filter(({ severity }) => severity === 'error').length
    return [...counted(errors, 'error'), ...counted(problems.length - errors, 'warning')].join(', ')
  })
}
