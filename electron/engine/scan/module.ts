import { readFileSync } from 'node:fs'

interface ScanExports {
  findSubstring(
    needle: number,
    length: number,
    text: number,
    size: number,
    offsets: number,
    count: number,
    hits: number,
  ): number
  findNear(hash: bigint, hashes: number, count: number, distance: number, hits: number): number
  foldCase(text: number, length: number): void
}

export interface ScanInstance {
  exports: ScanExports
  buffer: ArrayBuffer
}

const pageSize = 65_536
let compiled: WebAssembly.Module | undefined

/** An instance of the two scan loops (assembly/scan.ts) with `byteLength` bytes of memory of its own, which never grows. */
export function instantiateScan(byteLength: number): ScanInstance {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./scan.wasm', import.meta.url)))
  const initial = Math.ceil(byteLength / pageSize)
  const memory = new WebAssembly.Memory({ initial, maximum: initial })
  const instance = new WebAssembly.Instance(compiled, { env: { memory } })
  return { exports: instance.exports as ScanExports, buffer: memory.buffer }
}
