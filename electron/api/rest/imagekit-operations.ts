import {
  answers,
  answersWith,
  inPath,
  type JsonSchema,
  type Operation,
  type Parameter,
  schemaOf,
  text,
} from '../openapi-parts.ts'
import type { ImageKitCall } from './imagekit-calls.ts'
import { ErrorDocument } from './imagekit-documents.ts'

const isForm = ({ path }: ImageKitCall) => path.endsWith('/upload')

/** What a call takes, where a request has it. */
function inputOf(row: ImageKitCall): Pick<Operation, 'parameters' | 'requestBody'> {
  const names = [...row.path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => inPath(parameter, text))
  const schema = row.takes ? schemaOf(row.takes, 'input') : {}
  const isQuery = row.method === 'GET'
  const parameters = isQuery ? [...names, ...queryOf(schema)] : names
  const content = { [isForm(row) ? 'multipart/form-data' : 'application/json']: { schema } }
  return {
    ...(parameters.length > 0 && { parameters }),
    ...(row.takes && !isQuery && { requestBody: { required: true, content } }),
  }
}

/** The fields of an object’s schema as those of a query. */
function queryOf({ properties = {}, required = [] }: JsonSchema): Parameter[] {
  const fields = Object.entries(properties as Record<string, JsonSchema>)
  return fields.map(([name, schema]) => ({
    ...{ in: 'query', name, schema },
    required: (required as string[]).includes(name),
  }))
}

/** The private key, or an upload’s own fields. */
const securityOf = ({ isForBrowsers }: ImageKitCall) => [{ basic: [] }, ...(isForBrowsers ? [{}] : [])]

/** A call’s part of the OpenAPI document. */
export function operationOf(row: ImageKitCall): Operation {
  const { name, status, shape, outcome } = row
  const answered = shape ? answersWith(outcome, shape) : answers(outcome)
  const failed = answersWith('What is amiss.', ErrorDocument)
  return {
    operationId: `imagekit_${name}`,
    summary: `ImageKit’s call, ${outcome}.`,
    ...inputOf(row),
    security: securityOf(row),
    responses:
      status === 501 ? { 501: failed } : { [status]: answered, 400: failed, 401: failed, 403: failed, 404: failed },
  }
}
