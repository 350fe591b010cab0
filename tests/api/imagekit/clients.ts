import { createRequire } from 'node:module'
import ImageKit from '@imagekit/nodejs'
import ClassicImageKit from 'imagekit'
import { onTestFinished } from 'vitest'
import type { AppOptions } from '../../../electron/api/app.ts'
import type { LibraryOptions } from '../../../electron/engine/library.ts'
import { type Doors, makePicture, openDoors } from '../../helpers/api-doors.ts'

/** A library on a port, with ImageKit’s own SDKs as its clients. */
export interface ImageKitLibrary extends Doors {
  privateKey: string
  /** `@imagekit/nodejs` 7. */
  modern: ImageKit
  /** `imagekit` 6. */
  classic: ClassicImageKit
  /** Asks with the private key, as a program of one’s own would. */
  askWithKey(path: string, init?: RequestInit): Promise<Response>
}

/** What is known here of the classic client’s own way to ask. */
interface Axios {
  interceptors: { request: { use(change: (config: { url?: string }) => object): void } }
}

const axios: Axios = createRequire(createRequire(import.meta.url).resolve('imagekit'))('axios')
let base = ''
axios.interceptors.request.use((config) => {
  config.url = String(config.url).replace(/^https:\/\/(?:api|upload)\.imagekit\.io/, base)
  return config
})

export const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })

/** Opens an empty library on a port until the test ends; of several at a time the classic client knows the latest. */
export async function openImageKit(
  options: AppOptions = {},
  libraryOptions: Partial<LibraryOptions> = {},
): Promise<ImageKitLibrary> {
  const doors = await openDoors('a socket', options, {}, libraryOptions)
  onTestFinished(doors.close)
  const privateKey = await doors.library.delivery.privateKey()
  base = doors.base
  const urlEndpoint = `${base}/media`
  return {
    ...doors,
    privateKey,
    modern: new ImageKit({ privateKey, baseURL: base, maxRetries: 0 }),
    classic: new ClassicImageKit({ publicKey: 'public_any', privateKey, urlEndpoint }),
    askWithKey: (path, init = {}) => doors.ask(path, { ...init, headers: { ...basic(privateKey), ...init.headers } }),
  }
}

/** What an SDK rejects with; throws where it does not. */
export async function rejectionOf<T = Record<string, unknown>>(promise: Promise<unknown>): Promise<T> {
  return promise.then(
    (value) => {
      throw new Error(`it was answered: ${JSON.stringify(value)}`)
    },
    (reason: T) => reason,
  )
}

/** Uploads a small picture of that seed, in `/` by a name of its own unless told. */
export async function uploadPicture(
  { modern }: Pick<ImageKitLibrary, 'modern'>,
  seed: number,
  more: Partial<ImageKit.FileUploadParams> = {},
): Promise<{ fileId: string; filePath: string; name: string; url: string }> {
  const file = await ImageKit.toFile(await makePicture(seed), 'upload.png')
  const isNamed = more.fileName !== undefined
  const uploaded = await modern.files.upload({ file, fileName: 'picture.png', useUniqueFileName: !isNamed, ...more })
  const { fileId = '', filePath = '', name = '', url = '' } = uploaded
  return { fileId, filePath, name, url }
}

/** The file at a path; undefined where there is none. */
export async function fileAt({ library }: Pick<ImageKitLibrary, 'library'>, path: string) {
  return library.call('files.at', { path }, 'test').catch(() => undefined)
}
