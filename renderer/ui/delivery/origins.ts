import { originPattern } from '#shared/transformation-patterns.ts'

const most = 100

/** The origin that a text means, without path and in lower case, or why it cannot be allowed, in words. */
export function readOrigin(
  text: string,
  allowed: readonly string[],
): { origin: string; problem?: undefined } | { origin?: undefined; problem: string } {
  if (text === '') return { problem: 'Give the page’s address, such as http://localhost:3000.' }
  if (!/^https?:\/\//i.test(text)) return { problem: 'Begin with http:// or https://, as in http://localhost:3000.' }
  if (text.includes('*')) return { problem: 'Name each origin for itself: * stands for none.' }
  const origin = URL.parse(text)?.origin
  if (!origin || !originPattern.test(origin))
    return { problem: 'That is no address: write it as http://localhost:3000.' }
  if (allowed.includes(origin)) return { problem: `${origin} is allowed already.` }
  return allowed.length < most ? { origin } : { problem: `At most ${most} origins: remove one first.` }
}
