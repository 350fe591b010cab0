/** The URL as text, which edits the cards and is edited by them. */
export function UrlField() {
  return null
}
