import { useEffect, useState } from 'react'
import { Failure } from '#shared/failure.ts'

/** What is known of an answer: neither while it is awaited for the first time. */
export interface Answer<T> {
  value: T | null
  failure: Failure | null
}

/**
 * The answer to a question that is asked again whenever `key` changes; a null key asks nothing.
 * The former value stays until the next one is there.
 */
export function useAnswer<T>(key: string | null, question: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, failure: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    if (key === null) return setAnswer({ value: null, failure: null })
    let isCurrent = true
    question().then(
      (value) => isCurrent && setAnswer({ value, failure: null }),
      (error: unknown) => isCurrent && setAnswer({ value: null, failure: asFailure(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [key])
  return answer
}

const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('internal', 'That could not be read. Try again.', { cause: error })
