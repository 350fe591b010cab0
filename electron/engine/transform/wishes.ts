import { Failure } from '#shared/failure.ts'
import type { Part } from './scene.ts'
import type { Wishes } from './sketch.ts'

const formats = ['auto', 'jpg', 'jpeg', 'png', 'webp', 'avif', 'gif', 'svg', 'orig', 'mp4', 'webm'] as const

/** Sets what is told and leaves the rest as an earlier step told it. */
function remember<Name extends keyof Wishes>(wishes: Wishes, name: Name, value: Wishes[Name] | undefined): void {
  if (value !== undefined) wishes[name] = value
}

/** Reads what is said of the file: format, quality, progressive, lossless, metadata and colour profile. */
export const output: Part = ({ given, sketch }) => {
  const { wishes } = sketch
  // The picture that stands in for a missing one was chosen before anything is planned.
  given.text('di')
  if (!wishes) return
  const format = given.word('f', formats)
  if (format === 'mp4' || format === 'webm')
    throw new Failure('unsupported', `f-${format} is for videos, which are not rendered here.`, { field: 'f' })
  remember(wishes, 'format', format)
  remember(wishes, 'quality', given.number('q'))
  remember(wishes, 'progressive', given.flag('pr'))
  remember(wishes, 'lossless', given.flag('lo'))
  remember(wishes, 'metadata', given.flag('md'))
  remember(wishes, 'profile', given.flag('cp'))
}
