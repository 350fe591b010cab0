import { useEffect } from 'react'
import { focusSearch } from '../../hooks/focus.ts'
import { toggleTransform } from '../../state/rooms.ts'
import { useWindow, type WindowState } from '../../state/window.ts'

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && ['text', 'search', 'url', 'number'].includes(target.type))

/** Letters choose in a list of choices. */
const isChoosing = (target: EventTarget | null, name: string) =>
  target instanceof HTMLSelectElement && /^[\p{L}\p{N}]$/u.test(name)

const isInDialog = (target: EventTarget | null) => target instanceof Element && target.closest('dialog') !== null

/** `Ctrl+Shift+Z` and the like: the same words on every platform; Command counts as Ctrl. */
function nameOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const control = ctrlKey || metaKey ? 'Ctrl+' : ''
  const shift = shiftKey && key.length === 1 && control ? 'Shift+' : ''
  return control + shift + key.toLowerCase()
}

function shortcutsOf(state: WindowState): Record<string, () => void> {
  const { view, actions } = state
  return {
    '/': focusSearch,
    'Ctrl+f': focusSearch,
    '?': () => view.setState({ isHelpOpen: true }),
    i: () => view.setState(({ isInspectorOpen }) => ({ isInspectorOpen: !isInspectorOpen })),
    d: () => view.setState(({ place }) => ({ place: place === 'duplicates' ? 'pictures' : 'duplicates' })),
    t: () => toggleTransform(state),
    'Ctrl+,': () => view.setState(({ place }) => ({ place: place === 'settings' ? 'pictures' : 'settings' })),
    'Ctrl+z': () => void actions.undo(),
    'Ctrl+Shift+z': () => void actions.redo(),
    'Ctrl+y': () => void actions.redo(),
  }
}

/** The keys that work anywhere, but for what is typed into a field or belongs to an open dialog. */
export function useShortcuts(): void {
  const state = useWindow()
  useEffect(() => {
    const shortcuts = shortcutsOf(state)
    const onKeyDown = (event: KeyboardEvent) => {
      const name = nameOf(event)
      const shortcut = Object.hasOwn(shortcuts, name) ? shortcuts[name] : undefined
      const isTyped = (isTextField(event.target) && name !== 'Ctrl+f') || isChoosing(event.target, name)
      const isTaken = event.defaultPrevented || event.altKey || isTyped
      const isForDialog = isInDialog(event.target) && !name.startsWith('Ctrl+')
      if (!shortcut || isTaken || isForDialog) return
      event.preventDefault()
      shortcut()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [state])
}
