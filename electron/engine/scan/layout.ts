/** Addresses of regions of these sizes, one after another from 0, each a multiple of 8; and where the last one ends. */
export function layOut<Name extends string>(sizes: Record<Name, number>): { at: Record<Name, number>; end: number } {
  let end = 0
  const at = { ...sizes }
  for (const name of Object.keys(sizes) as Name[]) {
    at[name] = end
    end += Math.ceil(sizes[name] / 8) * 8
  }
  return { at, end }
}
