import type { Worker } from 'node:worker_threads'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import type { EngineQuestions, EngineState, FromEngine, QuestionKind } from './engine-messages.ts'

type Listener = (event: LibraryEvent) => void

interface Waiter {
  resolve(answer: never): void
  reject(error: Error): void
}

/** What crosses to the thread by transfer instead of by copy. */
type Moved = ReadableStream | ArrayBuffer

/** The questions under way, and the library's state, over one thread. */
export interface EngineLink {
  /** Resolves once the library is open; rejects with `Failure` when it cannot be opened. */
  ready: Promise<EngineState>
  /** Resolves when the thread has ended, with the error that ended it, if one did. */
  ended: Promise<Error | undefined>
  ask<K extends QuestionKind>(
    kind: K,
    question: EngineQuestions[K]['ask'],
    moved?: Moved[],
  ): Promise<EngineQuestions[K]['answer']>
  listen(listener: Listener): void
}

/** Speaks with the engine thread: every question gets its answer, or an error once the thread is gone. */
export function linkEngine(worker: Worker): EngineLink {
  const questions = createQuestions()
  const listeners = new Set<Listener>()
  const opening = Promise.withResolvers<EngineState>()
  const hear = (message: FromEngine) => {
    if (message.kind === 'event') for (const listener of listeners) listener(message.event)
    else if (message.kind === 'answer') questions.take(message.id)?.resolve(message.answer as never)
    else if (message.kind === 'error') questions.take(message.id)?.reject(new Error(message.message))
    else if (message.kind === 'ready') opening.resolve(message.state)
    else opening.reject(Failure.from(message.failure))
  }
  worker.on('message', hear)
  const ended = endOf(worker)
  void ended.then((error) => {
    const reason = error ?? new Error('The library is closed.')
    opening.reject(reason)
    questions.rejectAll(reason)
  })
  return {
    ready: opening.promise,
    ended,
    ask: (kind, ask, moved = []) =>
      questions.add((id) => worker.postMessage({ kind, id, ask }, moved as Parameters<Worker['postMessage']>[1])),
    listen: (listener) => void listeners.add(listener),
  }
}

function createQuestions() {
  const waiting = new Map<number, Waiter>()
  let lastId = 0
  let over: Error | undefined
  const take = (id: number) => {
    const waiter = waiting.get(id)
    waiting.delete(id)
    return waiter
  }
  return {
    take,
    add<T>(post: (id: number) => void): Promise<T> {
      if (over) return Promise.reject(over)
      const id = ++lastId
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        post(id)
      })
    },
    rejectAll(reason: Error) {
      over = reason
      for (const id of [...waiting.keys()]) take(id)?.reject(reason)
    },
  }
}

function endOf(worker: Worker): Promise<Error | undefined> {
  return new Promise((resolve) => {
    worker.once('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))))
    worker.once('exit', (code) =>
      resolve(code === 0 ? undefined : new Error(`The library’s thread ended with ${code}.`)),
    )
  })
}
