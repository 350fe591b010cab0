import sharp from 'sharp'
import { jpeg } from '../helpers/pictures.ts'
import { cell, cells, expect, test } from '../helpers/window-server.ts'

test('tags are added by Enter and comma, taken off by their cross and by Backspace, and come back by Undo', async ({
  server,
  window,
}) => {
  await server.post({ url: 'https://example.com/cat.jpg', bytes: await jpeg(21) })
  await cell(window, 'cat.jpg').click()
  const tags = window.getByRole('region', { name: 'Tags' })
  const chips = tags.getByRole('listitem')
  const field = tags.getByRole('textbox')
  await field.fill('animal')
  await field.press('Enter')
  await expect(chips).toHaveText(['animal'])
  await expect(field).toHaveValue('')
  await field.pressSequentially('black,')
  await expect(chips).toHaveText(['animal', 'black'])
  const long = 'z'.repeat(300)
  await field.fill(long)
  await field.press('Enter')
  await expect(chips).toHaveText(['animal', 'black', long])
  await field.press('Backspace')
  await expect(chips).toHaveText(['animal', 'black'])
  await field.press('Backspace')
  await expect(chips).toHaveText(['animal'])
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(chips).toHaveText(['animal', 'black'])
  await tags.getByRole('button', { name: 'Take off animal' }).click()
  await expect(chips).toHaveText(['black'])
  await window.reload()
  await cell(window, 'cat.jpg').click()
  await expect(chips).toHaveText(['black'])
})

test('a list of tags can be pasted, and what was typed is not lost when the field is left', async ({
  server,
  window,
}) => {
  await server.post({ url: 'https://example.com/a.jpg', bytes: await jpeg(22) })
  await server.post({ url: 'https://example.com/b.jpg', bytes: await jpeg(23) })
  await expect(cells(window)).toHaveCount(2)
  await cell(window, 'a.jpg').click()
  const tags = window.getByRole('region', { name: 'Tags' })
  await tags.getByRole('textbox').fill('sea, sky , sea,')
  await expect(tags.getByRole('listitem')).toHaveText(['sea', 'sky'])
  await tags.getByRole('textbox').fill('dusk')
  await cell(window, 'b.jpg').click()
  await expect(tags.getByRole('listitem')).toHaveCount(0)
  await cell(window, 'a.jpg').click()
  await expect(tags.getByRole('listitem')).toHaveText(['dusk', 'sea', 'sky'])
})

test('several pictures are tagged at once, and a number tells how many have a tag', async ({ server, window }) => {
  await server.fill(3)
  await expect(cells(window)).toHaveCount(3)
  const tags = window.getByRole('region', { name: 'Tags' })
  await cells(window).nth(0).click()
  await tags.getByRole('textbox').fill('one,')
  await expect(tags.getByRole('listitem')).toHaveText(['one'])
  await cells(window)
    .nth(2)
    .click({ modifiers: ['Shift'] })
  await expect(tags.getByRole('listitem')).toHaveText(['one1'])
  await tags.getByRole('textbox').fill('all,')
  await expect(tags.getByRole('listitem')).toHaveText(['all', 'one1'])
  await expect(window.locator('.toast')).toContainText('Tagged 3 pictures: all')
  await tags.getByRole('button', { name: 'Take off all' }).click()
  await expect(tags.getByRole('listitem')).toHaveText(['one1'])
})

test('a note is saved when its field is left or by Ctrl+Enter, and letters in it are no shortcuts', async ({
  server,
  window,
}) => {
  await server.post({ url: 'https://example.com/cat.jpg', bytes: await jpeg(24) })
  await cell(window, 'cat.jpg').click()
  const note = window.getByRole('textbox', { name: 'Note' })
  await note.pressSequentially('is it mine?')
  await note.press('Control+Enter')
  await expect(window.locator('.toast')).toContainText('Saved the note')
  await note.press('End')
  await note.pressSequentially(' Yes.')
  const saved = window.waitForResponse(/\/rpc\/images\.annotate$/)
  await note.blur()
  await saved
  await window.reload()
  await cell(window, 'cat.jpg').click()
  await expect(note).toHaveValue('is it mine? Yes.')
  await window.keyboard.press('Control+z')
  await expect(note).toHaveValue('is it mine?')
  await note.fill('never mind')
  await note.press('Escape')
  await expect(note).toHaveValue('is it mine?')
})

test('mirrored pictures are found when they are asked for, and named as such', async ({ server, window }) => {
  const bytes = await jpeg(25, 320, 240)
  await server.post({ url: 'https://example.com/original.jpg', bytes })
  await server.post({ url: 'https://example.com/flopped.jpg', bytes: await sharp(bytes).flop().jpeg().toBuffer() })
  await expect(cells(window)).toHaveCount(2)
  await cell(window, 'original.jpg').click()
  const similar = window.getByRole('region', { name: 'Similar pictures' })
  await similar.getByRole('slider').fill('10')
  await expect(similar).toContainText('Nothing this close')
  await similar.getByRole('checkbox', { name: 'Mirrored and rotated too' }).check()
  await expect(similar.getByRole('button', { name: /^flopped\.jpg, distance \d+, mirrored$/ })).toBeVisible()
})

test('a picture without detail says why nothing is like it', async ({ server, window }) => {
  const plain = { width: 200, height: 120, channels: 3 as const, background: '#336699' }
  await server.post({
    url: 'https://example.com/plain.png',
    bytes: await sharp({ create: plain }).png().toBuffer(),
  })
  await cell(window, 'plain.png').click()
  await expect(window.getByRole('complementary')).toContainText('Too little detail to find look-alikes')
  await expect(window.getByRole('complementary')).toContainText('Lossless')
})

test('what came with a discarded copy is shown on the kept one, and leads there and back', async ({
  server,
  window,
}) => {
  const bytes = await jpeg(26, 640, 420)
  const keeper = await server.post({ url: 'https://example.com/large.jpg', bytes })
  const small = await sharp(bytes).resize(320).jpeg().toBuffer()
  const copy = await server.post({ url: 'https://mirror.example/small.jpg', bytes: small })
  const call = (name: string, input: unknown) => window.request.post(`${server.origin}/rpc/${name}`, { data: input })
  await call('images.annotate', { hash: copy, note: 'From the mirror' })
  expect(await (await call('duplicates.keep', { keeper, discard: [copy] })).json()).toMatchObject({ ok: true })
  await expect(cells(window)).toHaveCount(1)
  await cell(window, 'large.jpg').click()
  const inspector = window.getByRole('complementary')
  await expect(inspector.getByRole('region', { name: 'Sources' })).toContainText('Came with a copy that was discarded')
  await expect(inspector.getByRole('region', { name: 'Note' })).toContainText('From the mirror')
  await inspector.getByRole('button', { name: `Show the copy ${copy.slice(0, 8)}` }).click()
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('small.jpg')
  await inspector.getByRole('button', { name: 'Show it' }).click()
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('large.jpg')
})

test('variants are listed with a picture, and lead to each other', async ({ server, window }) => {
  const first = await server.post({ url: 'https://example.com/day.jpg', bytes: await jpeg(27) })
  const second = await server.post({ url: 'https://example.com/night.jpg', bytes: await jpeg(28) })
  const data = { hashes: [first, second], verdict: 'variants' }
  await window.request.post(`${server.origin}/rpc/duplicates.decide`, { data })
  await expect(cells(window)).toHaveCount(2)
  await cell(window, 'day.jpg').click()
  const variants = window.getByRole('region', { name: 'Variants' })
  await variants.getByRole('button', { name: 'night.jpg' }).click()
  await expect(window.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText('night.jpg')
  await expect(variants.getByRole('button', { name: 'day.jpg' })).toBeVisible()
})

test('a note that is being written is saved when the page is left', async ({ server, window }) => {
  await server.fill(1)
  await cell(window, 'picture-0.jpg').click()
  const note = window.getByRole('textbox', { name: 'Note' })
  await note.fill('written in a hurry')
  await window.reload()
  await cell(window, 'picture-0.jpg').click()
  await expect(note).toHaveValue('written in a hurry')
})
