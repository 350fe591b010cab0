/** How the URL is written and signed, and what it is copied as. */
export function Address() {
  return null
}
