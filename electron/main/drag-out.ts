import { constants } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { app, nativeImage, type WebContents } from 'electron'
import { thumbnailPath } from '#shared/urls.ts'
import type { BlobFile } from '../engine/entry.ts'
import { pageOrigin } from './addresses.ts'
import type { Engine } from './engine.ts'
import { friendlyNames } from './friendly-names.ts'
import { resource } from './resources.ts'

/** Native drags of images, as files under friendly names in a folder that `forget` removes. */
export interface DragOut {
  start(contents: WebContents, hashes: string[]): Promise<void>
  forget(): Promise<void>
}

export function createDragOut(engine: Pick<Engine, 'blob' | 'fetch'>): DragOut {
  const folder = mkdtemp(join(app.getPath('temp'), 'magpie-drag-'))
  let drags = 0
  return {
    async start(contents, hashes) {
      const blobs = (await Promise.all(hashes.map((hash) => engine.blob(hash)))).filter((blob) => blob !== undefined)
      const [first] = hashes
      if (!first || blobs.length === 0) return
      const files = await copyUnderNames(blobs, join(await folder, String(++drags)))
      contents.startDrag({ file: files[0] ?? '', files, icon: await dragIcon(engine, first) })
    },
    forget: async () => rm(await folder, { recursive: true, force: true }),
  }
}

/** Clones where the filesystem can, else copies; never links, for who receives a file may write into it. */
async function copyUnderNames(blobs: BlobFile[], folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const names = friendlyNames(blobs)
  return Promise.all(
    blobs.map(async (blob, i) => {
      const target = join(folder, names[i] ?? String(i))
      await copyFile(blob.path, target, constants.COPYFILE_FICLONE)
      return target
    }),
  )
}

/** The thumbnail, which a decode host has made, so that no foreign bytes are decoded here. */
async function dragIcon(engine: Pick<Engine, 'fetch'>, hash: string) {
  const answer = await engine.fetch(new Request(pageOrigin + thumbnailPath(hash)))
  const thumbnail = nativeImage.createFromBuffer(
    Buffer.from(answer.ok ? await answer.arrayBuffer() : new ArrayBuffer(0)),
  )
  return thumbnail.isEmpty() ? nativeImage.createFromPath(resource('tray.png')) : thumbnail.resize({ width: 96 })
}
