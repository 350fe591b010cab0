import { z } from 'zod'
import { CustomValue } from './custom-fields.ts'
import { isName, nameRule } from './folder-paths.ts'
import { EmbeddedMetadata } from './metadata.ts'
import { ContentHash, Count, Tag } from './schema.ts'

const deepestFolder = 50

/** 24 lower-case hex digits. */
export const FileId = z.string().regex(/^[0-9a-f]{24}$/, 'must be 24 lower-case hex digits')

/** A new name of a file or folder, whose letters are composed (NFC). */
export const PlaceName = z.string().normalize('NFC').refine(isName, nameRule)

/** Whether a path has no more folders within each other than a library keeps. */
export const isShallow = (path: string): boolean => path.split('/').length <= deepestFolder + 1

const isFolderPath = (path: string) =>
  path === '/' || (path.startsWith('/') && isShallow(path) && path.split('/').slice(1).every(isName))

/** `/`, or `/a/b`. */
export const FolderPath = z
  .string()
  .max(8192)
  .refine(isFolderPath, `must be / or a path such as /a/b, at most ${deepestFolder} folders deep`)

/** `x,y,width,height` in pixels: the part of a picture that `fo-custom` keeps. */
const CustomCoordinates = z
  .string()
  .regex(/^\d{1,6},\d{1,6},[1-9]\d{0,5},[1-9]\d{0,5}$/, 'must be x,y,width,height in pixels')

/** A version's id (24 hex digits; the first one’s is the file’s own) and its number, counted from 1. */
const VersionInfo = z.object({ id: z.string(), number: z.int() })

/** What a file shows: bytes, and the pixels in them (null where there are none, or it is not known). */
const Content = z.object({
  hash: ContentHash,
  contentType: z.string(),
  byteSize: Count,
  width: z.int().nullable(),
  height: z.int().nullable(),
  hasAlpha: z.boolean().nullable(),
  embeddedMetadata: EmbeddedMetadata.nullable(),
})

/** Everything that is known of one file. */
export const FileDetail = Content.extend({
  id: FileId,
  name: z.string(),
  folder: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  trashedAt: z.string().nullable(),
  tags: z.array(z.string()),
  description: z.string().nullable(),
  customCoordinates: z.string().nullable(),
  customMetadata: z.record(z.string(), CustomValue),
  isPrivate: z.boolean(),
  isPublished: z.boolean(),
  version: VersionInfo,
})
export type FileDetail = z.infer<typeof FileDetail>

/** One version of a file. */
export const FileVersion = Content.extend({ ...VersionInfo.shape, createdAt: z.string(), isPresent: z.boolean() })
export type FileVersion = z.infer<typeof FileVersion>

/** A folder; `files` and `folders` count what lies in it and below it, the trash left out. */
export const Folder = z.object({
  id: z.string(),
  path: z.string(),
  name: z.string(),
  files: Count,
  folders: Count,
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Folder = z.infer<typeof Folder>

/** What may be changed of files; null takes off, what is left out stays. Custom metadata is by the fields’ names. */
export const FileAttributes = z.strictObject({
  description: z.string().max(10_000).nullable().optional(),
  tags: z.array(Tag).max(500).nullable().optional(),
  customCoordinates: CustomCoordinates.nullable().optional(),
  customMetadata: z.record(z.string(), CustomValue.nullable()).optional(),
  isPrivate: z.boolean().optional(),
  isPublished: z.boolean().optional(),
})
export type FileAttributes = z.infer<typeof FileAttributes>

/** What becomes of a file that comes to a name which another has: nothing (a `conflict`), or versions of that other. */
export const NameClash = z.enum(['refuse', 'addVersion'])
export type NameClash = z.infer<typeof NameClash>
