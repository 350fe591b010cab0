import { useTransformer, useWindow } from '../../../state/window.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { RestoreIcon } from '../../../ui/icons.tsx'
import { focusOn, ProblemsContext, placeId, useProblems } from './editing.ts'
import { nearestPlace } from './edits.ts'
import { Problems } from './Problems.tsx'
import { StepList } from './StepList.tsx'
import { useEditKeys } from './use-edit-keys.ts'
import './cards.css'
import './fields/fields.css'

/** The steps as cards. */
export function Cards() {
  const steps = useTransformer((state) => state.steps)
  const problems = useProblems()
  useEditKeys()
  return (
    <ProblemsContext value={problems}>
      <section className="step-cards" aria-labelledby="cards-title">
        <Head />
        <Problems problems={problems.get(placeId([])) ?? []} />
        {steps.length === 0 && <p className="hint">Without steps the picture is answered as it is.</p>}
        <StepList list={{ at: [] }} steps={steps} label="Steps" depth={0} />
      </section>
    </ProblemsContext>
  )
}

function Head() {
  const { transformer } = useWindow()
  const canUndo = useTransformer(({ history, breakage }) => history.past.length > 0 || breakage !== null)
  const canRedo = useTransformer(({ history }) => history.future.length > 0)
  const { undo, redo } = transformer.getState()
  return (
    <header className="step-cards-head">
      <h3 id="cards-title">Steps</h3>
      <output className="step-cards-problems">
        <Amiss />
      </output>
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

/** How much is amiss; it leads to the first place, errors before warnings. */
function Amiss() {
  const steps = useTransformer((state) => state.steps)
  const problems = useTransformer(({ check }) => check?.problems)
  const [errors, warnings] = ['error', 'warning'].map(
    (one) => problems?.filter(({ severity }) => severity === one) ?? [],
  )
  const [first] = [...(errors ?? []), ...(warnings ?? [])]
  if (!first) return null
  return (
    <button
      type="button"
      className={`link step-cards-amiss problem-${first.severity}`}
      title="Go to the first of them"
      onClick={() => focusOn(placeId(nearestPlace(steps, first.at)))}
    >
      {[...counted(errors?.length ?? 0, 'error'), ...counted(warnings?.length ?? 0, 'warning')].join(', ')}
    </button>
  )
}
