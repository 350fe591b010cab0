import { useTransformations, useWindow } from '../../../state/window.ts'
import { Button } from '../../../ui/Button.tsx'
import { WarningIcon } from '../../../ui/icons.tsx'

/** Says that a page asked for pictures and was refused, the latest first; one click allows it. */
export function RefusalBanner() {
  const { transformations } = useWindow()
  const refused = useTransformations((state) => state.refused)
  const dismissed = useTransformations((state) => state.dismissed)
  const [page] = refused.filter(({ origin }) => !dismissed.has(origin))
  return (
    <div role="status">
      {page && (
        <div className="refusal">
          <WarningIcon />
          <p title={page.url}>
            <strong>{page.origin}</strong> asked for pictures and was refused.
          </p>
          <Button onClick={() => void transformations.getState().allow(page.origin)}>Allow</Button>
          <Button look="quiet" onClick={() => transformations.getState().dismiss(page.origin)}>
            Dismiss
          </Button>
        </div>
      )}
    </div>
  )
}
