import { expect, test } from 'vitest'
import { friendlyNames, originalName, resultName } from '#shared/friendly-names.ts'

const named = (name: string, contentType = 'image/jpeg') => originalName({ name, contentType })
const made = (name: string, contentType = 'image/png') => friendlyNames([resultName({ name, contentType })])[0] ?? ''

test('equal names are told apart, also where only their case differs', () => {
  const names = friendlyNames([named('tower.jpg'), named('tower.jpg'), named('TOWER.JPG')])
  expect(names).toEqual(['tower.jpg', 'tower (2).jpg', 'TOWER (3).JPG'])
})

test('names that look alike are told apart, though their letters are composed or not', () => {
  const forms = (['NFC', 'NFD'] as const).map((form) => 'É.jpg'.normalize(form))
  expect(friendlyNames(forms.map((name) => named(name)))).toEqual([forms[0], 'É (2).jpg'.normalize('NFD')])
})

test('a name without an extension gets that of its content type', () => {
  const names = friendlyNames([named('a'), named('b', 'image/svg+xml'), named('c', 'application/octet-stream')])
  expect(names).toEqual(['a.jpg', 'b.svg', 'c'])
  expect(friendlyNames([named('v1.2'), named('favicon', 'image/x-icon')])).toEqual(['v1.2.jpg', 'favicon.ico'])
})

test('what a picture has become is called by its new type', () => {
  expect([made('tower.jpg'), made('tower'), made('a.b.tiff', 'image/webp'), made('.jpg')]).toEqual([
    ...['tower.png', 'tower.png', 'a.b.webp', 'image.png'],
  ])
})

test('characters that some file system refuses are replaced, and no name leads out of the folder', () => {
  const strange = ['a/b:c?.png', '../../x.png', '..', '  .gif', '', 'a\ud800b.png', 'x.p/ng', 'x.a:b', 'a. .jpg', 'a .']
  for (const name of [...friendlyNames(strange.map((one) => named(one))), ...strange.map((one) => made(one))]) {
    expect(name).toMatch(/^[^\\/:*?"<>|. ][^\\/:*?"<>|]*$/)
    expect(name).not.toMatch(/[. ]$/)
    expect(name.isWellFormed()).toBe(true)
  }
})

test('names that Windows keeps for devices are not used', () => {
  expect(friendlyNames([named('CON.jpg'), named('nul.tar.png'), named('com1.gif'), named('console.png')])).toEqual([
    ...['_CON.jpg', '_nul.tar.png', '_com1.gif', 'console.png'],
  ])
})

test('very long names are cut, by characters and by bytes, and keep their extension', () => {
  const [name = '', other = ''] = friendlyNames([named(`${'x'.repeat(400)}.jpeg`), named(`${'😀'.repeat(400)}.jpeg`)])
  expect(name).toMatch(/^x{120}\.jpeg$/)
  expect(other).toMatch(/^(?:😀){50}\.jpeg$/u)
  const long = made(`a.${'b'.repeat(400)}`)
  expect(Buffer.byteLength(long)).toBeLessThan(255)
})
