/** A file’s name for people, as every file system takes it; `extension` has its dot, or is empty. */
export interface FriendlyName {
  stem: string
  extension: string
}

interface Named {
  name: string
  contentType: string
}

const longestStem = { characters: 120, bytes: 200 }
const encoder = new TextEncoder()

/** Devices that Windows keeps these names for, whatever extension follows them. */
const isDevice = (stem: string) => /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i.test(stem)

/** What file systems hold at most: some count characters, some bytes. */
function shortened(stem: string): string {
  let short = ''
  for (const character of [...stem].slice(0, longestStem.characters)) {
    if (encoder.encode(short + character).length > longestStem.bytes) return short
    short += character
  }
  return short
}

function safeStem(stem: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what Windows refuses
  const plain = stem.toWellFormed().replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')
  const safe = shortened(plain.replace(/^[. ]+/, '')).replace(/[. ]+$/, '')
  return isDevice(safe) ? `_${safe}` : safe || 'image'
}

const usualExtensions: Record<string, string> = { jpeg: 'jpg', icon: 'ico' }

function extensionOf(contentType: string): string {
  const [, subtype = ''] = /^image\/(?:x-)?([a-z]+)/.exec(contentType) ?? []
  return subtype && `.${usualExtensions[subtype] ?? subtype}`
}

const ownExtension = /\.[a-z][a-z0-9]{0,9}$/i

/** The name of a picture’s own bytes: it keeps the extension that it has. */
export function originalName({ name, contentType }: Named): FriendlyName {
  const [own] = ownExtension.exec(name) ?? []
  const stem = own === undefined ? name : name.slice(0, -own.length)
  return { stem: safeStem(stem), extension: own ?? extensionOf(contentType) }
}

/** The name of what was made of a picture, which is of another type. */
export const resultName = ({ name, contentType }: Named): FriendlyName => ({
  stem: safeStem(name.replace(ownExtension, '')),
  extension: extensionOf(contentType),
})

/** `tower.jpg`, `tower (2).jpg` and so on. */
export const numbered = ({ stem, extension }: FriendlyName, number: number): string =>
  number === 1 ? stem + extension : `${stem} (${number})${extension}`

const asFileSystem = (name: string) => name.normalize('NFC').toLowerCase()

/** The names, each once, also where file systems do not tell capitals or composed letters apart. */
export function friendlyNames(names: readonly FriendlyName[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let number = 1
    while (taken.has(asFileSystem(numbered(name, number)))) number++
    taken.add(asFileSystem(numbered(name, number)))
    return numbered(name, number)
  })
}
