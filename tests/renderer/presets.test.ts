import { afterAll, beforeAll, expect, test } from 'vitest'
import { presets } from '../../renderer/features/transform/named/presets.ts'
import { jpeg } from '../helpers/pictures.ts'
import { type OpenTransforms, openTransforms } from '../helpers/transforms.ts'

let opened: OpenTransforms

beforeAll(async () => {
  opened = await openTransforms()
  await opened.store('/a.jpg', await jpeg(3, 1800, 1350))
})

afterAll(() => opened.close())

/** What each preset makes of a picture of 1800 by 1350 pixels. */
const sizes: Record<string, [width: number, height: number, type: string]> = {
  Thumbnail: [400, 300, 'image/jpeg'],
  'Thumbnail for dense screens': [800, 600, 'image/jpeg'],
  Avatar: [200, 200, 'image/png'],
  Web: [1600, 1200, 'image/jpeg'],
  Smallest: [1200, 900, 'image/avif'],
  Placeholder: [24, 18, 'image/jpeg'],
  'Link preview': [1200, 630, 'image/jpeg'],
  'Square, blurred edges': [1080, 1080, 'image/jpeg'],
  'Square on white': [1000, 1000, 'image/jpeg'],
  'Black and white': [1800, 1350, 'image/jpeg'],
  Crisp: [1200, 900, 'image/jpeg'],
  Card: [800, 600, 'image/png'],
  Watermark: [1600, 1200, 'image/jpeg'],
}

for (const { name, transformation } of presets.flatMap(({ members }) => members))
  test(`the preset “${name}” is taken as it is by a renderer that takes nothing malformed`, async () => {
    const rendered = await opened.render('/a.jpg', transformation, { strict: true })
    expect(rendered.warnings).toEqual([])
    expect([rendered.width, rendered.height, rendered.contentType]).toEqual(sizes[name])
  })
