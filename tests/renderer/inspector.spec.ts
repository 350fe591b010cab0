import { jpeg, png } from '../helpers/pictures.ts'
import { cell, cells, expect, test } from '../helpers/window-server.ts'

test('the inspector tells all that is known of a picture, and a second source comes in live', async ({
  server,
  window,
}) => {
  const bytes = await jpeg(5, 300, 200)
  const hash = await server.post({
    url: 'https://example.com/a/cat.jpg?size=large',
    bytes,
    filename: 'cat.jpg',
    client: 'harvest',
  })
  await cell(window, 'cat.jpg').click()
  const inspector = window.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector).toContainText('300 × 200')
  await expect(inspector).toContainText('JPEG')
  await expect(inspector.locator('code', { hasText: hash })).toBeVisible()
  await expect(inspector.locator('code', { hasText: /^[0-9a-f]{16}$/ })).toBeVisible()
  const sources = window.getByRole('region', { name: 'Sources' })
  await expect(sources.getByRole('link')).toHaveAttribute('href', 'https://example.com/a/cat.jpg?size=large')
  await expect(sources.getByRole('link')).toHaveAttribute('rel', /noopener/)
  await expect(sources).toContainText('harvest · cat.jpg')
  await server.post({ url: 'https://mirror.example/cat.jpg', bytes, client: 'other' })
  await expect(sources.getByRole('link')).toHaveCount(2)
  await expect(window.getByRole('region', { name: 'Files' })).toContainText('cat.jpg')
})

test('similar pictures are listed with their distances, and more of them at a larger distance', async ({
  server,
  window,
}) => {
  await server.post({ url: 'https://example.com/original.jpg', bytes: await jpeg(6, 640, 420) })
  await server.post({ url: 'https://example.com/smaller.png', bytes: await png(6, 320, 210) })
  await server.post({ url: 'https://example.com/other.jpg', bytes: await jpeg(77) })
  await expect(cells(window)).toHaveCount(3)
  await cell(window, 'original.jpg').click()
  const similar = window.getByRole('region', { name: 'Similar pictures' })
  await expect(similar.getByRole('button', { name: /^smaller\.png, distance \d$/ })).toBeVisible()
  await expect(similar.getByRole('button', { name: /^other/ })).toHaveCount(0)
  await similar.getByRole('slider').fill('0')
  await expect(similar).toContainText('0')
  await similar.getByRole('slider').fill('16')
  await similar.getByRole('button', { name: /^smaller/ }).click()
  await expect(window.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText('smaller.png')
})

test('a file that is no image says so, and why', async ({ server, window }) => {
  await server.post({ url: 'https://example.com/notes.png', bytes: Buffer.from('just words') })
  await cell(window, 'notes.png').click()
  await expect(window.getByRole('complementary')).toContainText('Not an image that Magpie can decode')
  await expect(window.getByRole('complementary')).toContainText('Unknown')
})

test('the viewer shows the original, goes on with arrows, zooms and fits', async ({ server, window }) => {
  await server.post({ url: 'https://example.com/first.jpg', bytes: await jpeg(8, 900, 600) })
  await server.post({ url: 'https://example.com/second.jpg', bytes: await jpeg(9, 900, 600) })
  await expect(cells(window)).toHaveCount(2)
  await cell(window, 'second.jpg').dblclick()
  const viewer = window.getByRole('dialog', { name: 'Viewer' })
  const picture = viewer.getByRole('img')
  await expect(picture).toHaveAttribute('src', /\/images\/[0-9a-f]{64}$/)
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(900)
  await expect(viewer).toContainText('1 of 2')
  await window.keyboard.press('ArrowRight')
  await expect(viewer.getByRole('img', { name: 'first.jpg' })).toBeVisible()
  await expect(viewer).toContainText('2 of 2')
  const width = async () => (await picture.boundingBox())?.width ?? 0
  const fitted = await width()
  await window.keyboard.press('+')
  await expect.poll(width).toBeGreaterThan(fitted * 1.3)
  await window.keyboard.press('0')
  await expect.poll(width).toBeCloseTo(fitted, 0)
  await viewer.getByRole('button', { name: 'Close the viewer' }).click()
  await expect(cells(window).nth(1)).toHaveAttribute('aria-selected', 'true')
})

test('an SVG is shown by its thumbnail, never as a document', async ({ server, window }) => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="#c33"/></svg>'
  await server.post({ url: 'https://example.com/drawing.svg', bytes: Buffer.from(svg) })
  await cell(window, 'drawing.svg').dblclick()
  await expect(window.getByRole('dialog').getByRole('img')).toHaveAttribute('src', /\/v1\/thumbnails\//)
})
