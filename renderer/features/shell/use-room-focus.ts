import { useEffect } from 'react'
import { focusGrid, isFocusLost } from '../../hooks/focus.ts'
import { useView } from '../../state/window.ts'

/** Gives the keyboard to the room that is entered where the one that was left took it along. */
export function useRoomFocus(): void {
  const place = useView((state) => state.place)
  useEffect(() => {
    if (!isFocusLost()) return
    if (place === 'pictures') focusGrid()
    else document.querySelector<HTMLElement>('.pictures > section')?.focus()
  }, [place])
}
