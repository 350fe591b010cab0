import { z } from 'zod'

/** The parts of an OpenAPI 3.1 operation that this project uses. */
export interface Operation {
  operationId: string
  summary: string
  parameters?: Parameter[]
  /** Ways to be let in that differ from those of the whole document, any of them alone. */
  security?: Record<string, string[]>[]
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>
}

export interface Parameter {
  in: 'query' | 'path'
  name: string
  required: boolean
  schema: JsonSchema
  description?: string
}

export type JsonSchema = Record<string, unknown>

/** The JSON Schema of what goes into, or comes out of, a zod schema. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

export const binary: JsonSchema = { type: 'string', format: 'binary' }
export const text: JsonSchema = { type: 'string' }
export const hashPattern: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' }

export const inPath = (name: string, schema: JsonSchema): Parameter => ({ in: 'path', name, required: true, schema })

export const inQuery = (name: string, schema: JsonSchema, description: string, required = false): Parameter => ({
  in: 'query',
  name,
  required,
  schema,
  description,
})

export const answers = (description: string, type?: string, schema: JsonSchema = {}) =>
  type ? { description, content: { [type]: { schema } } } : { description }

/** A JSON answer in the shape of a zod schema. */
export const answersWith = (description: string, schema: z.ZodType) =>
  answers(description, 'application/json', schemaOf(schema, 'output'))
