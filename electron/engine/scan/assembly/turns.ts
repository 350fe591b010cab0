// What mirroring, flipping and transposing do to hashes whose bits are signs of DCT coefficients: rows are horizontal
// frequencies from 1, columns vertical ones, the first bit is the most significant. An orientation is a number of
// three bits: 4 transposes, then 1 mirrors and 2 flips.

/** What an orientation flips of a 64-bit hash, after its transposition. */
// @ts-ignore: decorator
@inline
export function maskOf(orientation: u32): u64 {
  return (orientation & 1 ? 0xff00ff00ff00ff00 : 0) ^ (orientation & 2 ? 0xaaaaaaaaaaaaaaaa : 0);
}

/** The same of each of the four words of a 256-bit hash. */
// @ts-ignore: decorator
@inline
export function detailMaskOf(orientation: u32): u64 {
  return (orientation & 1 ? 0xffff0000ffff0000 : 0) ^ (orientation & 2 ? 0xaaaaaaaaaaaaaaaa : 0);
}

/** The 8 x 8 bits with rows and columns swapped. */
export function transpose(hash: u64): u64 {
  let swap = (hash ^ (hash >> 7)) & 0x00aa00aa00aa00aa;
  hash ^= swap ^ (swap << 7);
  swap = (hash ^ (hash >> 14)) & 0x0000cccc0000cccc;
  hash ^= swap ^ (swap << 14);
  swap = (hash ^ (hash >> 28)) & 0x00000000f0f0f0f0;
  return hash ^ swap ^ (swap << 28);
}

/** Swaps what lies `shift` columns further right in `above` with what lies that far left in `below`. */
// @ts-ignore: decorator
@inline
function swapAcross(above: usize, below: usize, shift: u64, mask: u64): void {
  const swap = (load<u64>(above) ^ (load<u64>(below) >> shift)) & mask;
  store<u64>(above, load<u64>(above) ^ swap);
  store<u64>(below, load<u64>(below) ^ (swap << shift));
}

// @ts-ignore: decorator
@inline
function swapWithin(at: usize): void {
  let word = load<u64>(at);
  let swap = (word ^ (word >> 30)) & 0x00000000cccccccc;
  word ^= swap ^ (swap << 30);
  swap = (word ^ (word >> 15)) & 0x0000aaaa0000aaaa;
  store<u64>(at, word ^ swap ^ (swap << 15));
}

/** Swaps rows and columns of the 16 x 16 bits at `at` (four words), in place. */
export function transposeDetail(at: usize): void {
  swapAcross(at, at + 16, 8, 0x00ff00ff00ff00ff);
  swapAcross(at + 8, at + 24, 8, 0x00ff00ff00ff00ff);
  swapAcross(at, at + 8, 4, 0x0f0f0f0f0f0f0f0f);
  swapAcross(at + 16, at + 24, 4, 0x0f0f0f0f0f0f0f0f);
  for (let word: usize = 0; word < 32; word += 8) swapWithin(at + word);
}

/** How many bits of two 256-bit hashes differ. */
// @ts-ignore: decorator
@inline
export function detailBetween(a: usize, b: usize): u32 {
  return <u32>(
    popcnt<u64>(load<u64>(a) ^ load<u64>(b)) +
    popcnt<u64>(load<u64>(a, 8) ^ load<u64>(b, 8)) +
    popcnt<u64>(load<u64>(a, 16) ^ load<u64>(b, 16)) +
    popcnt<u64>(load<u64>(a, 24) ^ load<u64>(b, 24))
  );
}
