import { z } from 'zod'
import { answers, answersWith, binary, hashPattern, inPath, inQuery, type Operation, text } from '../openapi-parts.ts'
import { ImgcacheEntry, ImgcacheStored } from './imgcache-entry.ts'

const hash = [inPath('hash', hashPattern)]
const limit = inQuery('limit', { type: 'integer', minimum: 1, maximum: 10_000, default: 10_000 }, 'The most entries.')
const entry = (description: string) => answersWith(description, ImgcacheEntry)
const list = answersWith(
  'Entries; X-Total-Count tells of all, X-Truncated that some were left off.',
  z.array(ImgcacheEntry),
)
const detail = (description: string) => answers(description, 'application/json', { properties: { detail: {} } })
const notFound = detail('Not found.')
const invalid = detail('A parameter is missing or malformed.')

const form = {
  type: 'object',
  required: ['file', 'url', 'client_name'],
  properties: { file: binary, url: text, client_name: text, lookup_time: { type: 'string', format: 'date-time' } },
}

/** The OpenAPI operations of imgcache’s routes. */
export const documents = {
  store: {
    operationId: 'store_image',
    summary: 'Stores one picture; the same bytes are stored once, with every URL they came from.',
    requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } },
    responses: {
      200: answersWith('These bytes were there.', ImgcacheStored),
      201: answersWith('Newly stored.', ImgcacheStored),
      413: detail('Too large.'),
      422: invalid,
    },
  },
  lookup: {
    operationId: 'lookup',
    summary: 'The newest entry of exactly this URL.',
    parameters: [inQuery('url', text, 'The URL.', true)],
    responses: { 200: entry('Found.'), 404: notFound, 422: invalid },
  },
  search: {
    operationId: 'search',
    summary: 'Entries whose URL contains a text, newest first; ASCII letters match in both cases.',
    parameters: [inQuery('url_contains', text, 'The text, taken literally.', true), limit],
    responses: { 200: list, 422: invalid },
  },
  similar: {
    operationId: 'similar',
    summary: 'Images whose perceptual hash lies within a Hamming distance.',
    parameters: [
      inQuery('perceptual_hash', { type: 'string', pattern: '^[0-9a-fA-F]{16}$' }, '16 hex digits.', true),
      inQuery(
        'max_hamming_distance',
        { type: 'integer', minimum: 0, maximum: 64, default: 4 },
        'Bits that may differ.',
      ),
      inQuery('turned', { type: 'boolean', default: false }, 'Whether mirrored and rotated pictures count, too.'),
      limit,
    ],
    responses: { 200: list, 422: invalid },
  },
  meta: {
    operationId: 'get_meta',
    summary: 'The newest entry of an image.',
    parameters: hash,
    responses: { 200: entry('Found.'), 404: notFound },
  },
  bytes: {
    operationId: 'get_image',
    summary: 'The original bytes, with ranges and conditions.',
    parameters: hash,
    responses: { 200: answers('The bytes.', '*/*', binary), 206: answers('A part.', '*/*', binary), 404: notFound },
  },
  remove: {
    operationId: 'delete_image',
    summary: 'Moves an image to the trash.',
    parameters: hash,
    responses: { 204: answers('Moved.'), 404: notFound },
  },
  health: {
    operationId: 'health',
    summary: 'Whether the library answers.',
    responses: { 200: answers('It does.', 'application/json', { properties: { status: { const: 'ok' } } }) },
  },
  metrics: {
    operationId: 'metrics',
    summary: 'Counters for Prometheus.',
    responses: { 200: answers('Prometheus text.', 'text/plain', text) },
  },
} satisfies Record<string, Operation>
