import { createBLAKE2b, type IHasher } from 'hash-wasm'

const idle: IHasher[] = []

/** A fresh BLAKE2b with a 32-byte digest: `update` it with chunks, then ask for `digest()` (64 hex digits) once. */
export async function openHasher(): Promise<{ update(chunk: Uint8Array): void; digest(): string }> {
  const hasher = (idle.pop() ?? (await createBLAKE2b(256))).init()
  return {
    update: (chunk) => void hasher.update(chunk),
    digest() {
      const digest = hasher.digest('hex')
      idle.push(hasher)
      return digest
    },
  }
}
