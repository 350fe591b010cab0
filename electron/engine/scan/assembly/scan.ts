// The loops that look at every URL and every perceptual hash of the library. The caller owns the memory:
// it lays out the regions and passes their addresses; nothing is allocated here.
export { closeJoin, foldEqual, joinSorted, joinWithin, limitJoin, openJoin, sortByKey, transposeAll } from "./join";
export { fileByWord, findFiledMatches, findMatches } from "./match";

/** The record that holds the byte at `at`: gallops forward from `from`, so dense and rare hits are both cheap. */
// @ts-ignore: decorator
@inline
function recordAt(offsets: usize, from: u32, count: u32, at: u32): u32 {
  let low = from;
  let step: u32 = 1;
  while (low + step < count && load<u32>(offsets + (<usize>(low + step) << 2)) <= at) {
    low += step;
    step <<= 1;
  }
  for (step >>= 1; step > 0; step >>= 1) {
    if (low + step < count && load<u32>(offsets + (<usize>(low + step) << 2)) <= at) low += step;
  }
  return low;
}

// @ts-ignore: decorator
@inline
function same(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

// @ts-ignore: decorator
@inline
function ends(at: usize, first: v128, last: v128, length: usize): v128 {
  return v128.and(i8x16.eq(v128.load(at), first), i8x16.eq(v128.load(at + length - 1), last));
}

// @ts-ignore: decorator
@inline
function positions(equal: v128): u64 {
  return <u64><u32>i8x16.bitmask(equal);
}

/**
 * Writes the number of each record whose bytes hold the needle, in rising order, and returns how many there are.
 * Records lie one after another in `text`, parted by 0xff (which no UTF-8 text holds); `offsets[i]` is where record i
 * starts, `offsets[count]` where the last one ends. 64 bytes after the text must be readable.
 */
export function findSubstring(needle: usize, length: usize, text: usize, size: u32, offsets: usize, count: u32, hits: usize): u32 {
  if (<usize>size < length) return 0;
  const first = i8x16.splat(load<i8>(needle));
  const last = i8x16.splat(load<i8>(needle + length - 1));
  const head = length < 8 ? (<u64>1 << (<u64>length << 3)) - 1 : <u64>-1;
  const start = load<u64>(needle) & head;
  const stop = text + <usize>size - length;
  let found: u32 = 0;
  let record: u32 = 0;
  let at = text;
  while (at <= stop) {
    const a = ends(at, first, last, length);
    const b = ends(at + 16, first, last, length);
    const c = ends(at + 32, first, last, length);
    const d = ends(at + 48, first, last, length);
    if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      at += 64;
      continue;
    }
    let mask = positions(a) | (positions(b) << 16) | (positions(c) << 32) | (positions(d) << 48);
    let next = at + 64;
    while (mask != 0) {
      const candidate = at + <usize>ctz(mask);
      mask &= mask - 1;
      if (candidate > stop) return found;
      if ((load<u64>(candidate) & head) != start) continue;
      if (length > 8 && !same(candidate + 8, needle + 8, length - 8)) continue;
      record = recordAt(offsets, record, count, <u32>(candidate - text));
      store<u32>(hits + (<usize>found << 2), record);
      found++;
      next = text + <usize>load<u32>(offsets + (<usize>(record + 1) << 2));
      break;
    }
    at = next;
  }
  return found;
}

// @ts-ignore: decorator
@inline
function isNear(hash: u64, at: usize, distance: u64): u32 {
  return <u32>(popcnt<u64>(load<u64>(at) ^ hash) <= distance);
}

/** Writes the position of each 64-bit hash within `distance` bits of `hash`, in rising order; returns how many. */
export function findNear(hash: u64, hashes: usize, count: u32, distance: u32, hits: usize): u32 {
  const limit = <u64>distance;
  let found: u32 = 0;
  let i: u32 = 0;
  while (i < count) {
    const at = hashes + (<usize>i << 3);
    // Hits are rare: eight hashes at a time are passed by with one branch.
    if (i + 8 <= count) {
      const low = isNear(hash, at, limit) | isNear(hash, at + 8, limit) | isNear(hash, at + 16, limit) | isNear(hash, at + 24, limit);
      const high = isNear(hash, at + 32, limit) | isNear(hash, at + 40, limit) | isNear(hash, at + 48, limit) | isNear(hash, at + 56, limit);
      if (!(low | high)) {
        i += 8;
        continue;
      }
    }
    const end = min(i + 8, count);
    for (; i < end; i++) {
      store<u32>(hits + (<usize>found << 2), i);
      found += isNear(hash, hashes + (<usize>i << 3), limit);
    }
  }
  return found;
}

/** Turns big-endian 64-bit words into the processor's own, in place. */
export function swapBytes(words: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = words + (<usize>i << 3);
    store<u64>(at, bswap<u64>(load<u64>(at)));
  }
}

/** Folds ASCII capitals to small letters, in place. */
export function foldCase(text: usize, length: usize): void {
  for (let i: usize = 0; i < length; i++) {
    const byte = load<u8>(text + i);
    if (byte >= 65 && byte <= 90) store<u8>(text + i, byte | 32);
  }
}
