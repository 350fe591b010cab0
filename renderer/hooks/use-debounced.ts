import { useEffect } from 'react'

/** Does the work once the value has stood still for a while. */
export function useDebounced<T>(value: T, milliseconds: number, work: (value: T) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function is no new value
  useEffect(() => {
    const timer = setTimeout(() => work(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
}
