import type { ComponentProps } from 'react'
import { useDuplicates, useTriage } from '../../state/window.ts'
import { formatCount } from '../../ui/format.ts'
import type { TriageWish } from './keys.ts'
import type { TriageCommands } from './use-triage-keys.ts'

interface Key {
  caps: string[]
  /** Null where the next key’s words are its own too. */
  words: string | null
  name: string
  wish: TriageWish
}

const keys: Key[] = [
  { caps: ['Tab', 'W'], words: 'Mode', name: 'Compare in another way', wish: { kind: 'mode', by: 1 } },
  { caps: ['A'], words: 'Accept', name: 'Keep the keeper, discard what is marked', wish: { kind: 'accept' } },
  { caps: ['K'], words: 'Keeper', name: 'Make this one the keeper', wish: { kind: 'keeper' } },
  { caps: ['X'], words: 'Discard', name: 'Discard this one or not', wish: { kind: 'mark' } },
  { caps: ['V'], words: 'Variants', name: 'Variants, each worth keeping', wish: { kind: 'variants' } },
  { caps: ['N'], words: 'Not duplicates', name: 'These are no duplicates', wish: { kind: 'notDuplicates' } },
  { caps: ['S'], words: 'Later', name: 'Later, after all others', wish: { kind: 'later' } },
  { caps: ['Z'], words: 'Undo', name: 'Undo the last decision', wish: { kind: 'undo' } },
  { caps: ['←'], words: null, name: 'Previous cluster', wish: { kind: 'cluster', by: -1 } },
  { caps: ['→'], words: 'Cluster', name: 'Next cluster', wish: { kind: 'cluster', by: 1 } },
  { caps: ['P'], words: 'Plan', name: 'Plan for all clusters', wish: { kind: 'plan' } },
]

/** Every key of the triage on the screen, each a button too, and how far one has come. */
export function KeyBar({ commands }: { commands: TriageCommands }) {
  const hasStage = useTriage(({ stage }) => stage !== null)
  const hasDecisions = useTriage(({ decisions }) => decisions.some(({ isUndone }) => !isUndone))
  const canDo = ({ kind }: TriageWish) => kind === 'plan' || (kind === 'undo' ? hasDecisions : hasStage)
  return (
    <footer className="key-bar">
      <div className="key-caps" role="toolbar" aria-label="Keys">
        <span className="key-hint">
          <kbd>1</kbd>…<kbd>9</kbd> Focus
        </span>
        <BlinkCap commands={commands} isDisabled={!hasStage} />
        {keys.map(({ wish, ...key }) => (
          <Cap key={key.name} {...key} isDisabled={!canDo(wish)} onClick={() => commands.obey(wish)} />
        ))}
      </div>
      <Sitting />
    </footer>
  )
}

function BlinkCap({ commands, isDisabled }: { commands: TriageCommands; isDisabled: boolean }) {
  const { isBlinking, setBlinking } = commands
  const release = () => setBlinking(false)
  return (
    <Cap
      caps={['Space']}
      words="Blink"
      name="Hold to see the keeper"
      isPressed={isBlinking}
      isDisabled={isDisabled}
      onPointerDown={() => setBlinking(true)}
      onPointerUp={release}
      onPointerLeave={release}
      onKeyDown={(event) => event.key === ' ' && setBlinking(true)}
    />
  )
}

interface CapProps extends Omit<ComponentProps<'button'>, 'type'> {
  caps: string[]
  words: string | null
  name: string
  isPressed?: boolean
  isDisabled?: boolean
}

/** A key with its meaning; pressing it by mouse leaves the keyboard where it is. */
function Cap({ caps, words, name, isPressed, isDisabled = false, ...rest }: CapProps) {
  return (
    <button
      type="button"
      className="key-cap"
      title={name}
      aria-label={words ? undefined : name}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onMouseDown={(event) => event.preventDefault()}
      {...rest}
    >
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
      {words}
    </button>
  )
}

/** How many of this sitting’s clusters are decided, and how many of these decisions can be undone. */
function Sitting() {
  const decisions = useTriage((state) => state.decisions)
  const total = useDuplicates(({ queue }) => queue?.total ?? 0)
  const decided = decisions.filter(({ isUndone }) => !isUndone).length
  return (
    <p className="sitting">
      <progress aria-label="Decided in this sitting" value={decided} max={Math.max(decided + total, 1)} />
      {`decided ${formatCount(decided)} of ${formatCount(decided + total)} · undo ${formatCount(decided)}`}
    </p>
  )
}
