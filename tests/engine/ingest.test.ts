import { describe, expect, test } from 'vitest'
import { hashOf, openLibrary, store } from '../helpers/library.ts'
import { png } from '../helpers/pictures.ts'

describe('a picture that is stored', () => {
  test('is there', async () => {
    const { library, client } = await openLibrary()
    const stored = await store(library, await png(1))
    const detail = await client.images.get({ hash: hashOf(stored) })
    expect(detail).toMatchObject({ width: 192, height: 128, decode: { status: 'ok' } })
  })
})
