import { createRandom, type Random } from './random.ts'

const words =
  'shop blog gallery products media photos archive images travel garden kitchen harbour winter summer mountain'.split(
    ' ',
  )
const names =
  'hero cover Sunset lake-view IMG DSC portrait banner thumb detail screenshot harbour_at_night Old-Town front'.split(
    ' ',
  )
const foreign = ['фото', 'größe', 'café', '写真', 'montaña']
const domains = ['example.com', 'example.org', 'example.net', 'photos.example', 'cdn.example']
const extensions = ['jpg', 'jpg', 'jpg', 'jpeg', 'png', 'webp', 'JPG']

const padded = (value: number, length: number) => String(value).padStart(length, '0')

/** Small sites have few pictures and large ones many, as on the web. */
function host(random: Random): string {
  const site = random.below(random.chance(50) ? 200 : 5000)
  return `${random.pick(['www.', '', 'img.', ''])}site${padded(site, 4)}.${random.pick(domains)}`
}

function folders(random: Random): string {
  if (random.chance(20)) return `wp-content/uploads/${2012 + random.below(13)}/${padded(1 + random.below(12), 2)}`
  const deep = Array.from({ length: 2 + random.below(3) }, () => random.pick(words))
  return (random.chance(3) ? [random.pick(foreign), ...deep] : deep).join('/')
}

function fileName(random: Random): string {
  const name = random.chance(50) ? `img_${padded(random.below(10_000_000), 7)}` : random.pick(names)
  const size = random.chance(30) ? `-${320 * (1 + random.below(6))}x${240 * (1 + random.below(6))}` : ''
  return `${name}-${random.below(100_000)}${size}.${random.pick(extensions)}`
}

/** A URL as scrapers meet them, about 80 bytes long: the `source`th of the `image`th picture. */
export function makeUrl(image: number, source: number): string {
  const random = createRandom(image * 4 + source)
  const query = random.chance(12) ? `?w=${100 * random.below(20)}&v=${random.below(1_000_000)}` : ''
  return `https://${host(random)}/${folders(random)}/${fileName(random)}${query}`
}
