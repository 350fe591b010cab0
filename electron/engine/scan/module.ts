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
  findMatches(
    query: number,
    hashes: number,
    details: number,
    count: number,
    distance: number,
    detailDistance: number,
    hits: number,
  ): number
  fileByWord(hashes: number, count: number, starts: number, filed: number, positions: number): void
  findFiledMatches(
    query: number,
    details: number,
    count: number,
    distance: number,
    detailDistance: number,
    starts: number,
    filed: number,
    positions: number,
    seen: number,
    hits: number,
  ): number
  swapBytes(words: number, count: number): void
  foldCase(text: number, length: number): void
}

export interface ScanInstance {
  exports: ScanExports
  buffer: ArrayBuffer
}

const pageSize = 65_536
let compiled: WebAssembly.Module | undefined

/** An instance of the scan loops (assembly/scan.ts) with `byteLength` bytes of memory of its own, which never grows. */
export function instantiateScan(byteLength: number): ScanInstance {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./scan.wasm', import.meta.url)))
  const initial = Math.ceil(byteLength / pageSize)
  const memory = new WebAssembly.Memory({ initial, maximum: initial })
  const instance = new WebAssembly.Instance(compiled, { env: { memory } })
  return { exports: instance.exports as ScanExports, buffer: memory.buffer }
}
