import { constants } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, nativeImage, type WebContents } from 'electron'
import type { ParsedInput } from '#shared/contract.ts'
import { Failure } from '#shared/failure.ts'
import { type FriendlyName, friendlyNames, originalName, resultName } from '#shared/friendly-names.ts'
import { url } from '#shared/imagekit/url.ts'
import { thumbnailPath } from '#shared/urls.ts'
import type { BlobFile } from '../engine/entry.ts'
import { pageOrigin } from './addresses.ts'
import { createDragFolders } from './drag-folders.ts'
import type { Engine } from './engine.ts'
import { resource } from './resources.ts'

/** Native drags of images, as files under friendly names in folders that `forget` removes. */
export interface DragOut {
  /** Fails with the reason when a picture cannot be transformed; without a transformation they stay as they are. */
  start(contents: WebContents, wish: ParsedInput<'host.dragOut'>): Promise<void>
  forget(): Promise<void>
}

/** A file to be dragged: its name, and how it is written to a path. */
interface Dragged {
  name: FriendlyName
  writeTo(path: string): Promise<void>
}

export function createDragOut(engine: Pick<Engine, 'blob' | 'fetch'>): DragOut {
  // This folder belongs to one running Magpie alone, which the one for temporary files does not.
  const folders = createDragFolders(join(app.getPath('userData'), 'dragged'))
  const prepare = async (hash: string, transformation: string) => {
    const blob = await engine.blob(hash)
    if (!blob || transformation === '') return blob && original(blob)
    return transformed(engine, blob, hash, transformation)
  }
  return {
    async start(contents, { id, hashes, transformation = '' }) {
      const prepared = await Promise.all(hashes.map((hash) => prepare(hash, transformation)))
      const dragged = prepared.filter((one) => one !== undefined)
      const [first] = hashes
      if (!first || dragged.length === 0) return
      const files = await writeAll(dragged, await folders.open(id))
      contents.startDrag({ file: files[0] ?? '', files, icon: await dragIcon(engine, first) })
    },
    forget: folders.forget,
  }
}

/** Clones where the filesystem can, else copies; never links, for who receives a file may write into it. */
const original = (blob: BlobFile): Dragged => ({
  name: originalName(blob),
  writeTo: (path) => copyFile(blob.path, path, constants.COPYFILE_FICLONE),
})

/** The result as a URL has it that tells of no browser: JPEG, or PNG where something is transparent. */
async function transformed(engine: Pick<Engine, 'fetch'>, { name }: BlobFile, hash: string, raw: string) {
  const address = url({ urlEndpoint: `${pageOrigin}/media`, path: hash, transformation: [{ raw }] })
  const answer = await engine.fetch(new Request(address), [])
  if (!answer.ok) throw new Failure('invalid', await reasonOf(answer), { field: 'transformation' })
  const contentType = answer.headers.get('content-type') ?? ''
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { name: resultName({ name, contentType }), writeTo: (path: string) => writeFile(path, bytes) }
}

/** The sentence below the heading of a refusal; a picture that is missing is answered without one. */
async function reasonOf(answer: Response): Promise<string> {
  if (answer.status === 404) return 'The picture, or one to be laid over it, is not in the library.'
  return (await answer.text()).trim().split('\n').at(-1) ?? ''
}

async function writeAll(dragged: readonly Dragged[], folder: string): Promise<string[]> {
  const paths = friendlyNames(dragged.map(({ name }) => name)).map((name) => join(folder, name))
  await Promise.all(dragged.map(({ writeTo }, i) => writeTo(paths[i] ?? '')))
  return paths
}

/** The thumbnail, which a decode host has made, so that no foreign bytes are decoded here. */
async function dragIcon(engine: Pick<Engine, 'fetch'>, hash: string) {
  const answer = await engine.fetch(new Request(pageOrigin + thumbnailPath(hash)))
  const thumbnail = nativeImage.createFromBuffer(
    Buffer.from(answer.ok ? await answer.arrayBuffer() : new ArrayBuffer(0)),
  )
  return thumbnail.isEmpty() ? nativeImage.createFromPath(resource('tray.png')) : thumbnail.resize({ width: 96 })
}
