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
    first: number,
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
  openJoin(...addresses: JoinAddresses): void
  limitJoin(distance: number, detailDistance: number, degree: number, best: boolean): void
  sortByKey(
    from: number,
    items: number,
    count: number,
    key: number,
    bits: number,
    to: number,
    toItems: number,
    bounds: number,
  ): void
  foldEqual(sorted: number, count: number, firsts: number): number
  transposeAll(from: number, count: number, to: number): void
  joinWithin(item: number): void
  joinSorted(
    left: number,
    leftItems: number,
    leftBounds: number,
    right: number,
    rightItems: number,
    rightBounds: number,
    bits: number,
    key: number,
    orientation: number,
    choice: number,
  ): void
  closeJoin(): void
  foldCase(text: number, length: number): void
}

type JoinAddresses = [
  hashes: number,
  starts: number,
  details: number,
  images: number,
  degrees: number,
  edges: number,
  edgeLimit: number,
  blocks: number,
  blockCount: number,
  scratch: number,
]

export interface ScanInstance {
  exports: ScanExports
  buffer: ArrayBuffer
}

const pageSize = 65_536
let compiled: WebAssembly.Module | undefined

/**
 * An instance of the scan loops (assembly/) with `byteLength` bytes of memory of its own, which never grows; `flush` is
 * told how many edges a join has written.
 */
export function instantiateScan(byteLength: number, flush: (edges: number) => void = () => {}): ScanInstance {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./scan.wasm', import.meta.url)))
  const initial = Math.ceil(byteLength / pageSize)
  const memory = new WebAssembly.Memory({ initial, maximum: initial })
  const instance = new WebAssembly.Instance(compiled, { env: { memory, flush } })
  return { exports: instance.exports as ScanExports, buffer: memory.buffer }
}
