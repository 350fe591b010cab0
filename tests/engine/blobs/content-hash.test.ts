import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { blobPath, hashOf, openLibrary, store } from '../../helpers/library.ts'

/** Made with Python: `hashlib.blake2b(data, digest_size=32).hexdigest()`. */
const vectors: [string, Uint8Array, string][] = [
  ['one zero byte', Buffer.alloc(1), '03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314'],
  ['three letters', Buffer.from('abc'), 'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319'],
  [
    'every byte once',
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
    '39a7eb9fedc19aabc83425c6755dd90e6f9d0c804964a1f4aaeea3b9fb599835',
  ],
  [
    'three megabytes',
    Buffer.from(Uint8Array.from({ length: 3_000_001 }, (_, i) => i % 251)),
    '410d70a6fa66320052cc244e0613da7eff2c04e3f5fb1c50e90cdfee92903a99',
  ],
]

test.each(vectors)('the content hash of %s is Python’s BLAKE2b with a 32-byte digest', async (_, bytes, hash) => {
  const { library, directory } = await openLibrary()
  expect(hashOf(await store(library, bytes))).toBe(hash)
  expect((await readFile(blobPath(directory, hash))).equals(bytes)).toBe(true)
})
