/** The steps as cards. */
export function Cards() {
  return null
}
