import { contains, sizeOf } from './intervals.ts'
import { rowAt } from './snapshot.ts'
import type { WindowState } from './window.ts'

type State = Pick<WindowState, 'library' | 'selection' | 'view' | 'transformer'>

/** Goes where pictures are transformed, with that one, else with the one selected in the grid, else with the last. */
export function goToTransform(state: State, hash = selectedHash(state)): void {
  const { view, transformer } = state
  view.setState({ place: 'transform' })
  if (hash !== undefined && hash !== transformer.getState().picture?.hash) void transformer.getState().choose(hash)
}

/** Goes where pictures are transformed, or from there back to the pictures. */
export function toggleTransform(state: State): void {
  if (state.view.getState().place === 'transform') state.view.setState({ place: 'pictures' })
  else goToTransform(state)
}

/** What the inspector shows, or the selected picture of the grid with the focus, or the first of them. */
function selectedHash({ library, selection, view }: State): string | undefined {
  const { place, inspected } = view.getState()
  if (place !== 'pictures') return undefined
  if (inspected !== null) return inspected
  const { ranges, focus } = selection.getState()
  const { snapshot } = library.getState()
  if (!snapshot || sizeOf(ranges) === 0) return undefined
  const index = contains(ranges, focus) ? focus : (ranges[0]?.[0] ?? 0)
  return rowAt(snapshot, index)?.hash
}
