import { z } from 'zod'
import { check } from './imagekit-check.ts'

const Extensions = z.object({ extensions: z.array(z.looseObject({ name: z.string().min(1) })) })

/** What an answer says of extensions: they run on ImageKit’s machines alone, so each of them has failed. */
export function statusOfExtensions(extensions: unknown): { extensionStatus?: Record<string, 'failed'> } {
  if (extensions === undefined || extensions === null) return {}
  const { extensions: asked } = check({ extensions }, Extensions)
  return { extensionStatus: Object.fromEntries(asked.map(({ name }) => [name, 'failed' as const])) }
}
