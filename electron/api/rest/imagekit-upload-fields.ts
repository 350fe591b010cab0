import { z } from 'zod'
import { FileAttributes, PlaceName } from '#shared/files.ts'
import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { FileTarget } from '../../engine/entry.ts'
import type { FormFields } from '../form.ts'
import type { BrowserKey } from './imagekit-auth.ts'
import { check, checkField } from './imagekit-check.ts'
import { invalid } from './imagekit-errors.ts'
import { statusOfExtensions } from './imagekit-extensions.ts'
import { Tags } from './imagekit-files.ts'
import { asName } from './imagekit-input.ts'
import { readChecks } from './imagekit-upload-checks.ts'

const responseFields = [
  'tags',
  'customCoordinates',
  'isPrivateFile',
  'isPublished',
  'embeddedMetadata',
  'customMetadata',
  'metadata',
  'selectedFieldsSchema',
] as const
export type ResponseField = (typeof responseFields)[number]

/** What an upload asks for, but for its bytes. */
export interface UploadWish {
  fileName: string
  folder: string
  target: Omit<FileTarget, 'folder'>
  responseFields: ResponseField[]
  /** What the answer says of extensions; empty where none was asked for. */
  extensions: { extensionStatus?: Record<string, string> }
}

/** `true` and `false` as programs of many languages write them. */
function flag(fields: FormFields, name: string): boolean | undefined {
  const text = fields.get(name)?.toLowerCase()
  if (text === undefined || text === '') return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw invalid(name, `Your request contains an invalid value for “${name}”: it must be true or false.`)
}

const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

function json(fields: FormFields, name: string): unknown {
  const text = fields.get(name)
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(name, `Your request contains an invalid value for “${name}”: it must be JSON.`)
  }
}

/** What a browser sends instead of the private key; undefined where it sends nothing of it. */
export function browserKeyOf(fields: FormFields): BrowserKey | undefined {
  const names = ['publicKey', 'token', 'expire', 'signature'] as const
  const [publicKey = '', token = '', expire = '', signature = ''] = names.map((name) => fields.get(name))
  if (!token && !expire && !signature) return undefined
  const [missing] = names.filter((name) => !fields.get(name))
  if (missing) throw invalid(missing, `Your request is missing the ${missing} parameter.`)
  return { publicKey, token, expire, signature }
}

const marked = (name: string) => `${name}_123456789`

/** The name as it will be kept. Fails with `invalid` for one that no file can have. */
function nameOf(fields: FormFields, isUnique: boolean): string {
  const given = fields.get('fileName')
  if (!given) throw invalid('fileName', 'Your request is missing the fileName parameter.')
  const name = asName(given, 'fileName')
  if (isUnique) checkField('fileName', marked(name), PlaceName)
  return name
}

function attributesOf(fields: FormFields): FileAttributes {
  const [isPrivate, isPublished] = [flag(fields, 'isPrivateFile'), flag(fields, 'isPublished')]
  const description = fields.get('description')
  const customMetadata = json(fields, 'customMetadata')
  const given = {
    ...(fields.get('tags') && { tags: check({ tags: list(fields.get('tags')) }, z.object({ tags: Tags })).tags }),
    ...(description && { description }),
    // What an overwritten file has of them counts for its former picture alone.
    customCoordinates: fields.get('customCoordinates') || null,
    ...(customMetadata !== undefined && { customMetadata }),
    ...(isPrivate !== undefined && { isPrivate }),
    ...(isPublished !== undefined && { isPublished }),
  }
  return check(given, FileAttributes)
}

/** What a file that is overwritten loses: what the request does not tell anew. */
function clearsOf(fields: FormFields): FileTarget['clears'] {
  const clears: FileTarget['clears'][number][] = []
  if (!fields.get('tags') && (flag(fields, 'overwriteTags') ?? true)) clears.push('tags')
  if (flag(fields, 'overwriteCustomMetadata') ?? true) clears.push('customMetadata')
  return clears
}

const Fields = z.object({ responseFields: z.array(z.enum(responseFields)) })

const Steps = z.string().transform((text, context) => {
  const parsed = parseTransformation(text)
  if (parsed.ok) return parsed.steps
  context.addIssue('it must be steps such as w-300,h-200:rt-90')
  return z.NEVER
})

/** Of what ImageKit makes after an upload, a library makes pictures, and those when they are asked for. */
const Post = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('transformation'), value: Steps }),
    z.object({ type: z.literal('thumbnail'), value: Steps.optional() }),
  ],
  'must be transformation or thumbnail; nothing is made of videos here',
)
const Transformation = z.object({
  transformation: z.object({ pre: Steps.optional(), post: z.array(Post).max(5).optional() }),
})

/** What the bytes are drawn by before they are stored; what is made afterwards is made when it is asked for. */
function stepsOf(fields: FormFields): Step[] | undefined {
  const transformation = json(fields, 'transformation')
  if (transformation === undefined) return undefined
  return check({ transformation }, Transformation).transformation.pre
}

/** Reads all fields but those that authenticate. Fails with `invalid`, naming the one at fault. */
export function readUpload(fields: FormFields): UploadWish {
  const unique = flag(fields, 'useUniqueFileName') ?? true
  const fileName = nameOf(fields, unique)
  const attributes = attributesOf(fields)
  return {
    fileName,
    folder: fields.get('folder') || '/',
    target: {
      name: fileName,
      unique,
      overwrite: flag(fields, 'overwriteFile') ?? true,
      attributes,
      clears: clearsOf(fields),
      steps: stepsOf(fields),
      check: readChecks(fields, attributes),
    },
    responseFields: check({ responseFields: list(fields.get('responseFields')) }, Fields).responseFields,
    extensions: statusOfExtensions(json(fields, 'extensions')),
  }
}
