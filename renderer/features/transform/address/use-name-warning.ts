import { useAnswer } from '../../../hooks/use-answer.ts'
import { nameOf } from '../../../state/media-urls.ts'
import { useTransformer, useWindow } from '../../../state/window.ts'
import { missingName, namings } from './words.ts'

/** Why the URL does not name the picture as was chosen, or names another by now; undefined where all is well. */
export function useNameWarning(): string | undefined {
  const { client } = useWindow()
  const { naming } = useTransformer((state) => state.spelling)
  const picture = useTransformer((state) => state.picture)
  const name = picture && naming === 'source' ? nameOf(picture, naming) : undefined
  const { value } = useAnswer(name === undefined ? null : `${name} ${picture?.hash}`, () =>
    client.transformations.check({ picture: name ?? '', transformation: '' }),
  )
  const reason = picture ? missingName(picture, naming) : undefined
  if (reason) return `The content hash stands in for the ${namings[naming].toLowerCase()}: ${reason}.`
  const isAnother = value?.hash && value.hash !== picture?.hash
  return isAnother ? 'Another picture came from this URL since, and is what it names.' : undefined
}
