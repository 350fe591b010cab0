import { parseTransformation, type Step } from '#shared/imagekit/grammar.ts'
import type { TransformationCheck, TransformationProblem } from '#shared/transformations.ts'
import type { Checked, Transforms } from './transform/transform.ts'

/** What checking transformations needs of those who answer their URLs. */
export interface CheckParts {
  find(name: string, steps: readonly Step[]): Promise<string | undefined>
  settings(): Promise<{ strict: boolean }>
  check: Transforms['check']
}

/** What is asked: steps as text, of a picture by path, content hash or source URL. */
interface CheckRequest {
  picture: string
  transformation: string
}

/** Whose answer is told where it depends on the browser: one that takes WebP and tells nothing of its window. */
const browser = { accept: 'image/webp,image/*', hints: {} }

/** Without any step the original bytes go out. */
const untouched: Step[] = [[{ kind: 'parameter', code: 'orig', value: 'true' }]]

/** An error that is not about a single place. */
const problemOf = (code: string, message: string): TransformationProblem => ({
  at: [],
  code,
  message,
  severity: 'error',
})

function missing(picture: string): TransformationProblem {
  const message = `The library holds no picture called “${picture.slice(0, 200)}”: choose another, or name one that stands in for it with di-….`
  return problemOf('image', message)
}

/** What the door would answer: where it is strict, what is malformed is refused. */
function answerOf({ result, problems, failure }: Checked, isStrict: boolean): Omit<TransformationCheck, 'hash'> {
  const told = problems.map(({ at, code, message, isMalformed }) => {
    const severity = isStrict && isMalformed ? ('error' as const) : ('warning' as const)
    return { at: [...at], code, message, severity }
  })
  const failed = failure ? [{ ...failure, at: [...failure.at], severity: 'error' as const }] : []
  const all = [...failed, ...told]
  return { result: all.some(({ severity }) => severity === 'error') ? null : result, problems: all }
}

/** Tells what a transformation of a picture would come to and what is amiss with it; nothing is rendered. */
export function createCheck({ find, settings, check }: CheckParts) {
  return async ({ picture, transformation }: CheckRequest): Promise<TransformationCheck> => {
    const parsed = parseTransformation(transformation)
    const steps = parsed.ok ? parsed.steps : []
    const hash = (await find(picture, steps)) ?? null
    const unfound = hash === null ? [missing(picture)] : []
    if (!parsed.ok) return { hash, result: null, problems: [problemOf('tr', parsed.problem.message), ...unfound] }
    if (hash === null) return { hash, result: null, problems: unfound }
    const { strict } = await settings()
    const asked = { image: hash, steps: steps.length > 0 ? steps : untouched, ...browser, strict }
    return { hash, ...answerOf(await check(asked), strict) }
  }
}
