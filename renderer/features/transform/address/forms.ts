import type { Step } from '#shared/imagekit/grammar.ts'
import { curlCommand, imageTag, markdownImage, pythonCall, sdkCall, urlCall } from '#shared/imagekit/snippets.ts'
import type { ImageDetail } from '#shared/schema.ts'
import type { TransformationCheck } from '#shared/transformations.ts'
import { addressOf, mediaUrl, type Spelling } from '../../../state/media-urls.ts'
import { isFixed, responsiveAttributes } from './responsive-image.ts'

/** What is copied, in whichever form. */
export interface Copied {
  picture: ImageDetail
  steps: readonly Step[]
  check: TransformationCheck | null
  endpoint: string
  spelling: Spelling
  /** Signs a URL, to expire as is wished for. */
  sign(url: string): Promise<string>
}

/** A form in which a transformed picture is copied; `what` names it in the news that it was. */
export interface Form {
  title: string
  what: string
  write(copied: Copied): Promise<string>
}

const unsigned = ({ picture, steps, endpoint, spelling }: Copied) => mediaUrl(picture, steps, endpoint, spelling)

/** The URL as it is wished for, signed or not. */
const wished = async (copied: Copied, url = unsigned(copied)) => (copied.spelling.isSigned ? copied.sign(url) : url)

const stemOf = (name: string) => name.replace(/\.[a-z][a-z0-9]{0,9}$/i, '')

async function writeImageTag(copied: Copied): Promise<string> {
  const { picture, steps, check } = copied
  const size = check?.result
  const attributes = responsiveAttributes({ ...copied, width: size?.width ?? picture.width ?? undefined })
  const candidates = attributes.srcSet?.split(', ').map((candidate) => candidate.split(' ')) ?? []
  const signed = candidates.map(async ([url, descriptor]) => `${await wished(copied, url)} ${descriptor}`)
  const srcSet = (await Promise.all(signed)).join(', ')
  const sides = size && isFixed(steps) ? { width: size.width, height: size.height } : {}
  const src = await wished(copied, attributes.src)
  return imageTag({ ...attributes, src, ...(srcSet && { srcSet }), ...sides, alt: stemOf(picture.name) })
}

/** The name to save under, ending as the type has it, and that type. */
function savedAs({ picture, steps, check }: Copied): { name: string; type?: string } {
  const name = picture.name.replace(/[/\p{Cc}]/gu, '_')
  if (steps.length === 0 || !check?.result || check.result.isOriginal) return { name }
  const { contentType: type } = check.result
  const extension = type.replace(/^image\//, '').replace(/^jpeg$/, 'jpg')
  return { name: `${stemOf(name)}.${extension}`, type }
}

async function writeCurl(copied: Copied): Promise<string> {
  const { name, type } = savedAs(copied)
  return curlCommand(await wished(copied), name, type)
}

function callOf({ picture, steps, endpoint, spelling }: Copied) {
  const { isSigned, expireSeconds } = spelling
  return { ...addressOf(picture, steps, spelling), steps, urlEndpoint: endpoint, isSigned, expireSeconds }
}

export const urlForm: Form = { title: 'URL', what: 'URL', write: async (copied) => unsigned(copied) }
export const signedForm: Form = {
  title: 'Signed URL',
  what: 'signed URL',
  write: (copied) => copied.sign(unsigned(copied)),
}

/** All forms, in the order of the menu. */
export const forms: readonly Form[] = [
  urlForm,
  signedForm,
  { title: '<img srcset>', what: 'image tag', write: writeImageTag },
  {
    title: 'Markdown',
    what: 'Markdown',
    write: async (copied) => markdownImage(await wished(copied), stemOf(copied.picture.name)),
  },
  { title: 'curl', what: 'curl command', write: writeCurl },
  { title: 'TypeScript: ImageKit', what: 'TypeScript', write: async (copied) => sdkCall(callOf(copied)) },
  { title: 'TypeScript: Magpie', what: 'TypeScript', write: async (copied) => urlCall(callOf(copied)) },
  { title: 'Python', what: 'Python', write: async (copied) => pythonCall(callOf(copied)) },
]
