import type { ImportItem } from '#shared/client.ts'

/** What was dropped or pasted: pictures by URL, or files. */
export type Offered = { urls: string[] } | { items: ImportItem[] }

const isWeb = (url: string) => /^https?:\/\//i.test(url)

/** The http(s) URLs of a `text/uri-list`, whose comment lines begin with `#`. */
const listedUrls = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => isWeb(line))

const entities: Record<string, string> = { '&amp;': '&', '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' }
const plain = (text: string) => text.replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity)

/**
 * The http(s) URLs of the pictures in a piece of HTML, as a browser gives it with a dragged picture.
 * Read by pattern: the page’s policy lets nothing parse HTML, and only addresses are wanted of it.
 */
function pictureUrls(html: string): string[] {
  const found = html.matchAll(/<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)
  const urls = [...found].map(([, double, single]) => plain(double ?? single ?? ''))
  return [...new Set(urls.filter(isWeb))]
}

/** The URLs of a drop or a paste: of its pictures, else of its list, else of its text if that is nothing but URLs. */
function urlsOf(data: Pick<DataTransfer, 'getData'>): string[] {
  const pictures = pictureUrls(data.getData('text/html'))
  if (pictures.length > 0) return pictures
  const listed = listedUrls(data.getData('text/uri-list'))
  if (listed.length > 0) return listed
  const words = data.getData('text/plain').split(/\s+/).filter(Boolean)
  return words.every(isWeb) ? words : []
}

const fileUrl = (path: string): string => `file:///${path.split('/').map(encodeURIComponent).join('/')}`

/** Files as they were chosen or dropped; those of a folder carry their path in it. */
export function itemsOf(files: Iterable<File>): ImportItem[] {
  return [...files].map((file) => ({ file, url: fileUrl(file.webkitRelativePath || file.name) }))
}

const readAll = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

const isHidden = (name: string) => name.startsWith('.')

/** The files below an entry, folder by folder; hidden ones are left out. A reader hands out 100 at a time. */
async function* filesBelow(entry: FileSystemEntry): AsyncGenerator<ImportItem> {
  if (entry.isFile) {
    yield { file: await fileOf(entry as FileSystemFileEntry), url: fileUrl(entry.fullPath.slice(1)) }
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (let batch = await readAll(reader); batch.length > 0; batch = await readAll(reader)) {
    for (const child of batch) if (!isHidden(child.name)) yield* filesBelow(child)
  }
}

/** What a drop holds. Its entries must be taken before the first wait: afterwards the browser forgets them. */
export async function offeredBy(data: DataTransfer, takesFolders: boolean): Promise<Offered> {
  const urls = urlsOf(data)
  if (urls.length > 0) return { urls }
  if (takesFolders) return { items: itemsOf(data.files) }
  const dropped = [...data.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const items: ImportItem[] = itemsOf(dropped.flatMap(({ entry, file }) => (file && !entry ? [file] : [])))
  for (const { entry } of dropped) if (entry) for await (const item of filesBelow(entry)) items.push(item)
  return { items }
}

/** What a paste holds; a picture without a place gets the time as its URL. */
export function offeredByPaste(data: DataTransfer, now: Date): Offered {
  const files = [...data.files]
  if (files.length > 0) return { items: files.map((file) => ({ file, url: `paste:${now.toISOString()}` })) }
  return { urls: urlsOf(data) }
}
