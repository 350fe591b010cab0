import { cell, cells, expect, test } from '../helpers/window-server.ts'

test.beforeEach(async ({ server }) => {
  await server.post({ url: 'https://cats.example/Tabby-1.jpg' })
  await server.post({ url: 'https://cats.example/tabby-2.jpg' })
  await server.post({ url: 'https://dogs.example/rex.jpg' })
})

test('the search narrows to URLs that contain the text, counts them and tells how fast', async ({ window }) => {
  await expect(cells(window)).toHaveCount(3)
  await window.getByRole('textbox', { name: /any part of a URL/ }).fill('TABBY')
  await expect(cells(window)).toHaveCount(2)
  await expect(window.locator('#search-result')).toHaveText(/^2 pictures in [\d.]+ ms$/)
  await window.getByRole('button', { name: 'Clear the search' }).click()
  await expect(cells(window)).toHaveCount(3)
  await expect(window.getByRole('textbox')).toBeFocused()
})

test('a search that finds nothing says why and offers the ways out', async ({ window }) => {
  await window.getByRole('textbox').fill('no such thing '.repeat(100))
  await expect(window.getByRole('button', { name: 'Clear the search' }).last()).toBeInViewport({ ratio: 1 })
  await window.getByRole('textbox').fill('no such thing %_')
  await expect(window.getByRole('heading', { name: /came from a URL with “no such thing %_”/ })).toBeVisible()
  await window.getByRole('button', { name: 'Clear the search' }).last().click()
  await expect(cells(window)).toHaveCount(3)
})

test('a picture that comes in while searching appears only if it is searched for', async ({ server, window }) => {
  await window.getByRole('textbox').fill('dogs')
  await expect(cells(window)).toHaveCount(1)
  await server.post({ url: 'https://cats.example/third.jpg' })
  await server.post({ url: 'https://dogs.example/bello.jpg' })
  await expect(cell(window, 'bello.jpg')).toBeVisible()
  await expect(cells(window)).toHaveCount(2)
})

test('a picture that gets a second URL is found by it', async ({ server, window }) => {
  await window.getByRole('textbox').fill('mirror')
  await expect(window.getByText('came from a URL with')).toBeVisible()
  const bytes = Buffer.from(
    await (
      await fetch(`${server.origin}/images/${await server.post({ url: 'https://dogs.example/rex.jpg' })}`)
    ).arrayBuffer(),
  )
  await server.post({ url: 'https://mirror.example/rex.jpg', bytes })
  await expect(cell(window, 'rex.jpg')).toBeVisible()
})
