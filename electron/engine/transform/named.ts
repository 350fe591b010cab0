import { builtIn, isBuiltIn } from '#shared/imagekit/built-in.ts'

/** Finds the text of a named transformation: a built-in one, else one of those given. */
export function createNamed(saved: (name: string) => string | undefined): (name: string) => string | undefined {
  return (name) => (isBuiltIn(name) ? builtIn[name] : saved(name))
}
