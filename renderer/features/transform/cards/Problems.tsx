import type { TransformationProblem } from '#shared/transformations.ts'
import { WarningIcon } from '../../../ui/icons.tsx'

interface Props {
  /** The id of the list, by which a field names it. */
  id?: string
  problems: readonly TransformationProblem[]
}

/** What is amiss at one place, each with its severity in words for those who do not see the colour. */
export function Problems({ id, problems }: Props) {
  if (problems.length === 0) return null
  return (
    <ul className="problems" id={id}>
      {problems.map(({ severity, message }) => (
        <li key={`${severity} ${message}`} className={`problem problem-${severity}`}>
          <WarningIcon />
          <span>
            <span className="unseen">{severity === 'error' ? 'Error: ' : 'Warning: '}</span>
            {message}
          </span>
        </li>
      ))}
    </ul>
  )
}
