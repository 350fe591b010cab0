/** Which picture is transformed. */
export function Picture() {
  return null
}
