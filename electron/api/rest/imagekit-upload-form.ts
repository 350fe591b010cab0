import { z } from 'zod'

const Flag = z.stringbool()
const Json = z.string().meta({ contentMediaType: 'application/json' })

/** The fields of an upload’s form as they are sent, for the OpenAPI document; whoever reads them tells more. */
export const UploadForm = z.object({
  file: z.string().meta({ format: 'binary', description: 'Bytes with a file name, base64, a data URI or a URL.' }),
  fileName: z.string(),
  useUniqueFileName: Flag.default(true),
  folder: z.string().default('/'),
  tags: z.string().meta({ description: 'With commas between.' }).optional(),
  isPrivateFile: Flag.default(false),
  isPublished: Flag.default(true),
  customCoordinates: z.string().meta({ description: 'x,y,width,height' }).optional(),
  customMetadata: Json.optional(),
  description: z.string().optional(),
  responseFields: z.string().meta({ description: 'With commas between.' }).optional(),
  overwriteFile: Flag.default(true),
  overwriteTags: Flag.default(true),
  overwriteAITags: Flag.default(true),
  overwriteCustomMetadata: Flag.default(true),
  extensions: Json.optional(),
  webhookUrl: z.string().optional(),
  transformation: Json.optional(),
  checks: z.string().optional(),
  publicKey: z.string().optional(),
  token: z.string().optional(),
  expire: z.string().optional(),
  signature: z.string().optional(),
})
