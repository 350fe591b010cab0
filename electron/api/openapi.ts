import { z } from 'zod'
import { contract } from '#shared/contract.ts'
import { type FailureCode, failureStatus } from '#shared/failure.ts'
import type { Procedure } from '#shared/procedure.ts'
import { json, problem } from './answers.ts'
import type { Door, Route } from './door.ts'
import { answers, answersWith, type Operation, schemaOf } from './openapi-parts.ts'

const codes = Object.keys(failureStatus) as [FailureCode, ...FailureCode[]]
const FailedReply = z.object({
  ok: z.literal(false),
  failure: z.object({ code: z.enum(codes), message: z.string(), field: z.string().optional() }),
})

/** `GET /openapi.json`: every route of the doors that has a document, and every call of the contract. */
export function openapiDoor(doors: Door[], version: string): Door {
  const documented = doors.flatMap((door) => door.routes)
  // Made on first request: the schemas take some milliseconds that a start need not spend.
  let made: unknown
  const route: Route = {
    method: 'GET',
    path: '/openapi.json',
    document: {
      operationId: 'openapi',
      summary: 'This document.',
      responses: { 200: answers('OpenAPI 3.1.', 'application/json') },
    },
    handle: () => {
      made ??= describe([...documented, route], version)
      return json(made)
    },
  }
  return { name: 'openapi', routes: [route], bodyLimit: 0, answerFailure: problem }
}

function describe(routes: Route[], version: string) {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const { path, method, document } of routes) {
    if (!document) continue
    const written = path.replace(/:(\w+)(?:\{.*\})?/g, '{$1}')
    paths[written] = { ...paths[written], [method.toLowerCase()]: document }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Magpie',
      version,
      description: 'A library of pictures: stored once, found by URL and by likeness.',
    },
    paths: { ...paths, ...callPaths() },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, basic: { type: 'http', scheme: 'basic' } },
    },
    security: [{}, { bearer: [] }, { basic: [] }],
  }
}

function callPaths() {
  const calls = Object.entries(contract).flatMap(([group, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => [`${group}.${name}`, procedure as Procedure] as const),
  )
  const open = calls.filter(([, { kind }]) => kind !== 'desktop')
  return Object.fromEntries(open.map(([name, procedure]) => [`/rpc/${name}`, { post: callOperation(name, procedure) }]))
}

function callOperation(name: string, { summary, input, output }: Procedure): Operation {
  const ok = { type: 'object', properties: { ok: { const: true }, value: schemaOf(output, 'output') } }
  return {
    operationId: name,
    summary,
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(input, 'input') } } },
    responses: {
      200: answers('The call’s value.', 'application/json', ok),
      default: answersWith('A failure as data; its code decides the status.', FailedReply),
    },
  }
}
