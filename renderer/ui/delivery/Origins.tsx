import { withoutOrigin } from '../../state/transformations.ts'
import { useTransformations, useWindow } from '../../state/window.ts'
import { AllowList } from './AllowList.tsx'
import { readOrigin } from './origins.ts'

const none: readonly string[] = []

/** The origins of pages that may show pictures of this library. */
export function Origins() {
  const { transformations } = useWindow()
  const origins = useTransformations((state) => state.settings?.origins) ?? none
  const allow = async (text: string) => {
    const read = readOrigin(text, origins)
    if (read.problem !== undefined) return read.problem
    await transformations.getState().allow(read.origin)
    return null
  }
  const forbid = (origin: string) =>
    void transformations.getState().change(`${origin} may no longer show pictures`, withoutOrigin(origin))
  return (
    <section aria-labelledby="origins-title">
      <h3 id="origins-title">Pages that may show pictures</h3>
      {origins.length === 0 && <p className="hint">Only this window and signed URLs. Add your development server.</p>}
      <AllowList
        entries={origins}
        label="Origin to allow"
        example="http://localhost:3000"
        onAllow={allow}
        onForbid={forbid}
      />
    </section>
  )
}
