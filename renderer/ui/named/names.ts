import { namePattern } from '#shared/transformation-patterns.ts'

/** The longest text that is saved under a name. */
const longest = 4000

/** Why a name cannot be given, in words; null where it can. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give it a name.'
  if (name.length > 64) return `A name has at most 64 characters; this one has ${name.length}.`
  return namePattern.test(name) ? null : 'A name has letters from a to z, digits, _ and - alone.'
}

/** Why a transformation cannot be saved under a name, in words; null where it can. */
export function contentProblem(transformation: string, name: string, named: Record<string, string>): string | null {
  if (transformation === '') return 'There are no steps to save: add one first.'
  if (transformation.length > longest) return `These steps are too long: at most ${longest} characters are saved.`
  return asksFor(transformation, name, named) ? `These steps ask for n-${name} themselves: use its steps first.` : null
}

/** The saved transformations that a text asks for. */
const namesIn = (transformation: string): string[] =>
  [...transformation.matchAll(/(?:^|[,:])n-([\w-]+)/g)].map(([, name = '']) => name)

/** Whether a transformation comes to ask for that name, directly or through others. */
function asksFor(transformation: string, name: string, named: Record<string, string>): boolean {
  const found = new Set(namesIn(transformation))
  for (const one of found)
    for (const next of namesIn(Object.hasOwn(named, one) ? (named[one] ?? '') : '')) found.add(next)
  return found.has(name)
}
