/** What comes of the steps, beside the original. */
export function Preview() {
  return null
}
