import { expect, test } from 'vitest'
import { friendlyNames } from '../../electron/main/friendly-names.ts'

const named = (name: string, contentType = 'image/jpeg') => ({ name, contentType })

test('equal names are told apart, also where only their case differs', () => {
  const names = friendlyNames([named('tower.jpg'), named('tower.jpg'), named('TOWER.JPG')])
  expect(names).toEqual(['tower.jpg', 'tower (2).jpg', 'TOWER (3).JPG'])
})

test('a name without an extension gets that of its content type', () => {
  const names = friendlyNames([named('a'), named('b', 'image/svg+xml'), named('c', 'application/octet-stream')])
  expect(names).toEqual(['a.jpg', 'b.svg', 'c'])
})

test('characters that some file system refuses are replaced, and no name leads out of the folder', () => {
  const names = friendlyNames([named('a/b:c?.png'), named('../../x.png'), named('..'), named('  .gif'), named('')])
  expect(names.every((name) => !/[\\/:*?"<>|]/.test(name) && name.length > 0 && !name.startsWith('.'))).toBe(true)
})

test('very long names are cut and keep their extension', () => {
  const [name = ''] = friendlyNames([named(`${'x'.repeat(400)}.jpeg`)])
  expect(name).toMatch(/^x{120}\.jpeg$/)
})
