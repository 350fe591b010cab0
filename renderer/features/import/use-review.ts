import { useWindow } from '../../state/window.ts'

/** Leads to the duplicates, onto the cluster of a picture where one is named, and folds the card out of their way. */
export function useReview(): (hash: string | null) => void {
  const { view, triage } = useWindow()
  return (hash) => {
    view.setState({ place: 'duplicates', isImportOpen: false })
    if (hash) void triage.getState().open(hash)
  }
}
