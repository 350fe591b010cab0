import { type Delivery, settingsName } from '../delivery.ts'
import type { KeepingChanges } from '../index/keeping.ts'
import { signUrl } from '../sign-url.ts'
import { answerOf, type MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface TransformationParts {
  delivery: Delivery
  keeping: KeepingChanges
  makeChange: MakeChange
}

/** Calls on how transformation URLs are answered. */
export function createTransformationServices({ delivery, keeping, makeChange }: TransformationParts) {
  const label = 'Changed how transformation URLs are answered'
  return {
    'transformations.settings': () => delivery.settings(),
    'transformations.configure': async (settings, actor) =>
      answerOf(await makeChange(() => keeping.configure(settingsName, settings, { actor, label }))),
    'transformations.check': (asked) => delivery.check(asked),
    'transformations.sign': async (wish) => ({ url: signUrl(await delivery.privateKey(), wish) }),
    'transformations.refused': () => delivery.refusals.list(),
    'transformations.key': async () => ({ privateKey: await delivery.privateKey() }),
    'transformations.replaceKey': async () => ({ privateKey: await delivery.replaceKey() }),
  } satisfies Partial<Services>
}
