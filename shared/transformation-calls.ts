import { z } from 'zod'
import { Changed, desktop, Hashes, Job, mutation, Nothing, query, Started, TransformationText } from './procedure.ts'
import { ExportProgress, RefusedOrigin, TransformationCheck, TransformationSettings } from './transformations.ts'

/** Calls on how URLs of transformed pictures are built, signed and answered. */
export const transformationCalls = {
  settings: query(
    'How transformation URLs are answered: whether strictly, to pages of which origins, and what `n-<name>` stands for.',
    Nothing,
    TransformationSettings,
  ),
  configure: mutation('Changes how transformation URLs are answered.', TransformationSettings, Changed),
  check: query(
    'What a transformation of a picture (by library path, content hash or source URL) would come to, and what is amiss with it where; nothing is rendered.',
    z.strictObject({ picture: z.string().min(1).max(8192), transformation: TransformationText }),
    TransformationCheck,
  ),
  sign: query(
    'Signs a URL of a picture of this library, to expire after so many seconds if told.',
    z.strictObject({
      url: z.string().min(1).max(32_768),
      urlEndpoint: z.string().min(1).max(2048),
      expireSeconds: z.int().min(1).max(3_153_600_000).optional(),
    }),
    z.object({ url: z.string() }),
  ),
  refused: query(
    'Pages that asked for pictures and were refused since the start, the latest first.',
    Nothing,
    z.array(RefusedOrigin),
  ),
  replaceKey: desktop(
    'Makes another private key: URLs signed by the former one, and clients that have it, are refused from now on.',
    Nothing,
    z.object({ privateKey: z.string() }),
  ),
  key: desktop(
    'The private key that signs URLs of this library; made at its first use.',
    Nothing,
    z.object({ privateKey: z.string() }),
  ),
} as const

/** Calls on pictures that are written into folders, transformed. */
export const exportCalls = {
  start: desktop(
    'Writes pictures into a folder of this computer, transformed; nothing that is there is overwritten. Answered at once; progress comes as `exports.progressed`.',
    Hashes.extend({ transformation: TransformationText, folder: z.string().min(1) }),
    Started,
  ),
  list: query('The exports of this session, newest first.', Nothing, z.array(ExportProgress)),
  cancel: mutation('Stops an export after the pictures under way.', Job, z.object({ cancelled: z.boolean() })),
} as const
