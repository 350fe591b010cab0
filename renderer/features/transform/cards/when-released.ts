/**
 * Does what may move things on the page once the pointer is released: a button that moves between press and release
 * would miss its click. At once where nothing is pressed.
 */
export function whenReleased(work: () => void): void {
  // The click comes right behind the release.
  if (!document.querySelector(':active')) work()
  else window.addEventListener('pointerup', () => setTimeout(work), { once: true })
}
