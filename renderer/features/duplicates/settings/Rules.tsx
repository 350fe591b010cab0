import type { KeyboardEvent } from 'react'
import type { KeepRule } from '#shared/duplicates.ts'
import { useWindow } from '../../../state/window.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { ArrowDownIcon, UpIcon } from '../../../ui/icons.tsx'
import { ruleWords } from '../words.ts'

interface Props {
  rules: KeepRule[]
  onChange: (rules: KeepRule[]) => void
}

const allRules = Object.keys(ruleWords) as KeepRule[]

/** The rules in their order, those that are off below; each breaks the ties of those above. */
export function Rules({ rules, onChange }: Props) {
  const { actions } = useWindow()
  const off = allRules.filter((rule) => !rules.includes(rule))
  const move = (rule: KeepRule, by: number) => {
    const place = rules.indexOf(rule) + by
    if (place < 0 || place >= rules.length) return
    onChange(rules.filter((one) => one !== rule).toSpliced(place, 0, rule))
    actions.announce(`${ruleWords[rule]} is rule ${place + 1} now`)
  }
  const turn = (rule: KeepRule) =>
    onChange(rules.includes(rule) ? rules.filter((one) => one !== rule) : [...rules, rule])
  return (
    <section aria-labelledby="rules-title">
      <h3 id="rules-title">Keep the copy with …</h3>
      <p className="hint">Each rule breaks the ties of those above it. Alt and ↑ or ↓ move a rule.</p>
      <ol className="rules">
        {[...rules, ...off].map((rule) => (
          <Rule
            key={rule}
            rule={rule}
            place={rules.indexOf(rule)}
            isLast={rule === rules.at(-1)}
            onMove={(by) => move(rule, by)}
            onTurn={() => turn(rule)}
          />
        ))}
      </ol>
    </section>
  )
}

interface RuleProps {
  rule: KeepRule
  /** From 0; -1 where the rule is off. */
  place: number
  isLast: boolean
  onMove: (by: number) => void
  onTurn: () => void
}

function Rule({ rule, place, isLast, onMove, onTurn }: RuleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || by === undefined) return
    event.preventDefault()
    onMove(by)
  }
  const words = ruleWords[rule]
  return (
    <li className={place < 0 ? 'rule is-off' : 'rule'}>
      <label>
        <input type="checkbox" checked={place >= 0} onChange={onTurn} onKeyDown={onKeyDown} />
        <span className="rule-number">{place >= 0 && place + 1}</span>
        {words}
      </label>
      <IconButton label={`Move up: ${words}`} disabled={place <= 0} onClick={() => onMove(-1)}>
        <UpIcon />
      </IconButton>
      <IconButton label={`Move down: ${words}`} disabled={place < 0 || isLast} onClick={() => onMove(1)}>
        <ArrowDownIcon />
      </IconButton>
    </li>
  )
}
