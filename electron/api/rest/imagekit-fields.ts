import { z } from 'zod'
import { type CustomField, FieldSchema } from '#shared/custom-fields.ts'
import { Failure } from '#shared/failure.ts'
import type { Call } from '../door.ts'
import { answer, answerEmpty, invalid } from './imagekit-errors.ts'
import { readId, readInput } from './imagekit-input.ts'
import type { Handle, Parts } from './imagekit-parts.ts'

const Text = z.string().min(1)
export const CreateInput = z.object({
  name: Text,
  label: Text,
  description: z.string().optional(),
  schema: FieldSchema,
})
export const UpdateInput = z
  .object({
    label: Text.optional(),
    description: z.string().optional(),
    schema: FieldSchema.partial({ type: true }).optional(),
  })
  .refine((wish) => Object.keys(wish).length > 0, 'needs a label, a description or a schema')

const document = ({ description, ...field }: CustomField) => ({
  ...field,
  ...(description !== null && { description }),
})

async function readField(call: Call, { ask }: Parts, id: string) {
  const field = (await ask(call, 'customFields.list', {})).find((one) => one.id === id)
  if (field) return field
  throw new Failure('notFound', 'No such custom metadata field exists.')
}

/** A name or label that is taken is a mistake of the request. */
function asMistake(error: unknown): never {
  throw error instanceof Failure && error.code === 'conflict' ? invalid(error.field ?? 'name', error.message) : error
}

export const list: Handle = async (call, { ask }) => answer((await ask(call, 'customFields.list', {})).map(document))

export const create: Handle = async (call, parts) => {
  const { id } = await parts.ask(call, 'customFields.create', await readInput(call, CreateInput)).catch(asMistake)
  return answer(document(await readField(call, parts, id)), 201)
}

export const update: Handle = async (call, parts) => {
  const { id } = await readField(call, parts, readId(call, 'id'))
  await parts.ask(call, 'customFields.update', { id, ...(await readInput(call, UpdateInput)) }).catch(asMistake)
  return answer(document(await readField(call, parts, id)))
}

export const remove: Handle = async (call, parts) => {
  const { id } = await readField(call, parts, readId(call, 'id'))
  await parts.ask(call, 'customFields.remove', { id })
  return answerEmpty(204)
}
