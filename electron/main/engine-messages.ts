import type { LibraryEvent } from '#shared/events.ts'
import type { FailureData, Reply } from '#shared/failure.ts'
import type { BlobFile } from '../engine/entry.ts'

/** A fetch `Request` as it crosses to the engine thread; the body's stream is transferred. */
export interface RequestData {
  url: string
  method: string
  headers: [string, string][]
  body: ReadableStream<Uint8Array> | null
}

/** A fetch `Response` on its way back; the body's bytes or stream are transferred. */
export interface ResponseData {
  status: number
  headers: [string, string][]
  body: ReadableStream<Uint8Array> | ArrayBuffer | null
}

/** What the engine thread can be asked: the question and its answer, by kind. */
export interface EngineQuestions {
  call: { ask: { name: string; input: unknown; actor: string }; answer: Reply }
  fetch: { ask: RequestData; answer: ResponseData }
  blob: { ask: { hash: string }; answer: BlobFile | undefined }
  close: { ask: Record<never, never>; answer: undefined }
}

export type QuestionKind = keyof EngineQuestions

export type ToEngine = { [K in QuestionKind]: { kind: K; id: number; ask: EngineQuestions[K]['ask'] } }[QuestionKind]

/** How the engine stands once it is open: where the port listens, or why it does not. */
export interface EngineState {
  addresses: string[]
  portFailure: FailureData | null
}

export type FromEngine =
  | { kind: 'ready'; state: EngineState }
  | { kind: 'refused'; failure: FailureData }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'error'; id: number; message: string }
  | { kind: 'event'; event: LibraryEvent }
