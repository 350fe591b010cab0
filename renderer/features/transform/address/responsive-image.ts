import type { Item, Step } from '#shared/imagekit/grammar.ts'
import { rawText } from '#shared/imagekit/raw-text.ts'
import { getResponsiveImageAttributes, type ResponsiveAttributes } from '#shared/imagekit/responsive.ts'
import type { ImageDetail } from '#shared/schema.ts'
import { addressOf, mediaUrl, type Spelling } from '../../../state/media-urls.ts'

/** The usual widths of devices, in pixels. */
const deviceWidths = [640, 750, 828, 1080, 1200, 1920, 2048, 3840]

interface Wanted {
  picture: ImageDetail
  steps: readonly Step[]
  endpoint: string
  spelling: Spelling
  /** Of the result; undefined where it is not known. */
  width: number | undefined
}

const isSide = (item: Item) =>
  item.kind === 'parameter' && (item.code === 'w' || item.code === 'h') && Number(item.value) >= 1

/** Whether the result is so many pixels wide or high, whatever the original is. */
export const isFixed = (steps: readonly Step[]): boolean => steps.some((step) => step.some(isSide))

/** What is measured in pixels beside width and height would stay as it is at twice the size, and look smaller. */
const isMeasured = (item: Item) =>
  item.kind !== 'parameter' || /^(?:dpr|x|y|xc|yc|r|b|bo|bl|o[a-z]+|n|e-.*)$/.test(item.code)

/** The steps for a screen of two pixels a point; undefined where that is more than other sides. */
function doubled(steps: readonly Step[]): Step[] | undefined {
  if (steps.flat().some(isMeasured)) return undefined
  return steps.map((step) => (step.some(isSide) ? [...step, { kind: 'parameter', code: 'dpr', value: '2' }] : step))
}

function atOneSize({ picture, steps, endpoint, spelling }: Wanted): ResponsiveAttributes {
  const urlOf = (some: readonly Step[]) => mediaUrl(picture, some, endpoint, spelling)
  const src = urlOf(steps)
  const twice = doubled(steps)
  return twice ? { src, srcSet: `${src} 1x, ${urlOf(twice)} 2x` } : { src }
}

function atManySizes({ picture, steps, endpoint, spelling, width }: Wanted): ResponsiveAttributes {
  const { path, dialect, position } = addressOf(picture, steps, spelling)
  const raw = rawText(steps, { dialect, position })
  const all = width === undefined ? deviceWidths : [...deviceWidths.filter((one) => one < width), width]
  return getResponsiveImageAttributes({
    ...{ urlEndpoint: endpoint, path, dialect, transformationPosition: position, deviceBreakpoints: all },
    transformation: raw ? [{ raw }] : [],
  })
}

/**
 * What an `<img>` needs to load the size that suits the screen: once and twice the pixels where the steps fix a size,
 * else the widths of devices up to the picture’s own.
 */
export const responsiveAttributes = (wanted: Wanted): ResponsiveAttributes =>
  isFixed(wanted.steps) ? atOneSize(wanted) : atManySizes(wanted)
