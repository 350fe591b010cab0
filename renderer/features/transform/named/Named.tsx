/** Presets, and transformations saved under a name. */
export function Named() {
  return null
}
