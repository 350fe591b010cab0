/** The name of a picture’s file, ending as its type has it: `tower.png` and `image/webp` make `tower.webp`. */
export function fileNameOf(name: string, contentType: string): string {
  const stem = name.replace(/\.[A-Za-z0-9]{1,5}$/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what Windows refuses
  const safe = stem.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^[. ]+|[. ]+$/g, '')
  const [, subtype = ''] = /^image\/(?:x-)?([a-z]+)/.exec(contentType) ?? []
  const extension = subtype && `.${subtype === 'jpeg' ? 'jpg' : subtype}`
  return (safe.slice(0, 120) || 'image') + extension
}

/** The same name numbered: `tower (2).webp`. */
export const numbered = (name: string, number: number): string =>
  number < 2 ? name : name.replace(/(\.[a-z]+)?$/, ` (${number})$1`)
