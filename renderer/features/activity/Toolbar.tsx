import { useActivity, useWindow } from '../../state/window.ts'
import { Button } from '../../ui/Button.tsx'
import { PauseIcon, PlayIcon } from '../../ui/icons.tsx'
import type { Wish } from './matching.ts'

interface Props {
  wish: Wish
  onWish: (wish: Wish) => void
}

/** What is shown of the requests, and whether it goes on. */
export function Toolbar({ wish, onWish }: Props) {
  const { activity } = useWindow()
  const isPaused = useActivity((state) => state.isPaused)
  return (
    <header className="activity-head">
      <h1 id="activity-title">Activity</h1>
      <input
        className="text-field"
        type="search"
        aria-label="Filter requests"
        placeholder="Filter by client, path, status …"
        spellCheck={false}
        value={wish.text}
        onChange={(event) => onWish({ ...wish, text: event.target.value })}
      />
      <label className="activity-choice">
        <input
          type="checkbox"
          checked={wish.isFailuresOnly}
          onChange={(event) => onWish({ ...wish, isFailuresOnly: event.target.checked })}
        />
        Failures only
      </label>
      <Button icon={isPaused ? <PlayIcon /> : <PauseIcon />} onClick={() => activity.getState().setPaused(!isPaused)}>
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </header>
  )
}
