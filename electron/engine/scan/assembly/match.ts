// Which fingerprints (a 64-bit and a 256-bit hash) are near a wanted one, whichever way round. The wanted one comes as
// `query`: its eight turned forms, first the eight 64-bit hashes, then the eight 256-bit ones.
import { detailBetween } from "./turns";

// A hit is two numbers (u32): the position of a fingerprint, and how it is near: orientation, distance and detail
// distance from the lowest bit up, so that the least is the best.
const distanceAt: u32 = 3;
const detailAt: u32 = 7;
const none: u32 = 0xffffffff;
/** A hash is filed under each of its four words of 16 bits, less two: what mirroring and flipping change. */
const words: u32 = 4;
const buckets: u32 = 1 << 14;

/** Mirroring and flipping do not change it, and it differs in at most twice as many bits as the hashes do. */
// @ts-ignore: decorator
@inline
function sketch(hash: u64): u64 {
  return hash ^ rotl<u64>(hash, 16);
}

/** The best of the eight ways in which a fingerprint is within both radii, or `none`. */
function bestTurn(query: usize, hash: u64, detail: usize, distance: u32, detailDistance: u32): u32 {
  let best = none;
  for (let turn: u32 = 0; turn < 8; turn++) {
    const near = <u32>popcnt<u64>(load<u64>(query + (<usize>turn << 3)) ^ hash);
    if (near > distance) continue;
    const far = detailBetween(query + 64 + (<usize>turn << 5), detail);
    if (far <= detailDistance) best = min(best, (far << detailAt) | (near << distanceAt) | turn);
  }
  return best;
}

// @ts-ignore: decorator
@inline
function storeHit(hits: usize, at: u32, position: u32, nearness: u32): void {
  store<u64>(hits + (<usize>at << 3), <u64>position | (<u64>nearness << 32));
}

/** Negative when one of the two sketches is within the limit (which is one more than what is allowed). */
// @ts-ignore: decorator
@inline
function nearEither(at: usize, a: u64, b: u64, limit: i64): i64 {
  const other = sketch(load<u64>(at));
  return (<i64>popcnt<u64>(other ^ a) - limit) | (<i64>popcnt<u64>(other ^ b) - limit);
}

/** Looks at the fingerprints from `first` to before `count`; writes a hit for each that matches, returns how many. */
export function findMatches(query: usize, hashes: usize, details: usize, first: u32, count: u32, distance: u32, detailDistance: u32, hits: usize): u32 {
  const a = sketch(load<u64>(query));
  const b = sketch(load<u64>(query, 32));
  const limit = <i64>distance * 2 + 1;
  let found: u32 = 0;
  let i = first;
  while (i < count) {
    const at = hashes + (<usize>i << 3);
    if (i + 8 <= count) {
      const low = nearEither(at, a, b, limit) | nearEither(at + 8, a, b, limit) | nearEither(at + 16, a, b, limit) | nearEither(at + 24, a, b, limit);
      const high = nearEither(at + 32, a, b, limit) | nearEither(at + 40, a, b, limit) | nearEither(at + 48, a, b, limit) | nearEither(at + 56, a, b, limit);
      if ((low | high) >= 0) {
        i += 8;
        continue;
      }
    }
    const end = min(i + 8, count);
    for (; i < end; i++) {
      if (nearEither(hashes + (<usize>i << 3), a, b, limit) >= 0) continue;
      const best = bestTurn(query, load<u64>(hashes + (<usize>i << 3)), details + (<usize>i << 5), distance, detailDistance);
      if (best == none) continue;
      storeHit(hits, found++, i, best);
    }
  }
  return found;
}

/** The same for a word and for what mirroring (ff00) and flipping (aaaa) the picture make of it. */
// @ts-ignore: decorator
@inline
function bucketOf(word: u32): u32 {
  if (word & 0x0080) word ^= 0xaaaa;
  if (word & 0x8000) word ^= 0xff00;
  return (word & 0x7f) | ((word >> 1) & 0x3f80);
}

// @ts-ignore: decorator
@inline
function cut(hash: u64, word: u32): u32 {
  return <u32>(hash >> (<u64>word << 4)) & 0xffff;
}

// @ts-ignore: decorator
@inline
function bucketAt(hashes: usize, i: u32, word: u32): usize {
  return <usize>bucketOf(cut(load<u64>(hashes + (<usize>i << 3)), word)) << 2;
}

function fileWord(word: u32, hashes: usize, count: u32, starts: usize, filed: usize, positions: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = starts + bucketAt(hashes, i, word);
    store<u32>(at, load<u32>(at) + 1);
  }
  // Where a bucket ends, which counting down turns into where it begins.
  for (let at = starts + 4; at <= starts + (buckets << 2); at += 4) store<u32>(at, load<u32>(at) + load<u32>(at - 4));
  for (let i = count; i-- > 0; ) {
    const at = starts + bucketAt(hashes, i, word);
    const place = load<u32>(at) - 1;
    store<u32>(at, place);
    store<u64>(filed + (<usize>place << 3), load<u64>(hashes + (<usize>i << 3)));
    store<u32>(positions + (<usize>place << 2), i);
  }
}

/**
 * Files the hashes under each of their four words. For each word: `filed` holds the `count` hashes by bucket,
 * `positions` where each of them stands in `hashes`, and `starts` where each of the 16,384 buckets begins, and one more.
 */
export function fileByWord(hashes: usize, count: u32, starts: usize, filed: usize, positions: usize): void {
  memory.fill(starts, 0, <usize>(words * (buckets + 1)) << 2);
  for (let word: u32 = 0; word < words; word++) {
    fileWord(word, hashes, count, starts, filed, positions);
    starts += (buckets + 1) << 2;
    filed += <usize>count << 3;
    positions += <usize>count << 2;
  }
}

let found: u32 = 0;

// @ts-ignore: decorator
@inline
function nearOne(at: usize, wanted: u64, limit: i64): i64 {
  return <i64>popcnt<u64>(sketch(load<u64>(at)) ^ wanted) - limit;
}

/** The first place from `place` on whose hash may be near, or `to`. */
function nextNear(filed: usize, place: u32, to: u32, wanted: u64, limit: i64): u32 {
  for (; place + 8 <= to; place += 8) {
    const at = filed + (<usize>place << 3);
    const low = nearOne(at, wanted, limit) | nearOne(at + 8, wanted, limit) | nearOne(at + 16, wanted, limit) | nearOne(at + 24, wanted, limit);
    const high = nearOne(at + 32, wanted, limit) | nearOne(at + 40, wanted, limit) | nearOne(at + 48, wanted, limit) | nearOne(at + 56, wanted, limit);
    if ((low | high) < 0) break;
  }
  while (place < to && nearOne(filed + (<usize>place << 3), wanted, limit) >= 0) place++;
  return place;
}

/** Looks at the hashes of one bucket; `seen` has a bit for each position, so that none is found twice. */
function examine(from: u32, to: u32, filed: usize, positions: usize, wanted: u64, query: usize, details: usize, distance: u32, detailDistance: u32, seen: usize, hits: usize): void {
  const limit = <i64>distance * 2 + 1;
  for (let place = nextNear(filed, from, to, wanted, limit); place < to; place = nextNear(filed, place + 1, to, wanted, limit)) {
    const hash = load<u64>(filed + (<usize>place << 3));
    const i = load<u32>(positions + (<usize>place << 2));
    const mark = seen + (i >> 3);
    const bit: u32 = 1 << (i & 7);
    if (load<u8>(mark) & bit) continue;
    const best = bestTurn(query, hash, details + (<usize>i << 5), distance, detailDistance);
    if (best == none) continue;
    store<u8>(mark, load<u8>(mark) | bit);
    storeHit(hits, found++, i, best);
  }
}

/**
 * The same answer as `findMatches`, in another order, from what `fileByWord` made: hashes that differ in at most
 * `distance` bits have a word that differs in at most a quarter of them. `distance` is 3 to 11; `seen` is all zero
 * before and after.
 */
export function findFiledMatches(query: usize, details: usize, count: u32, distance: u32, detailDistance: u32, starts: usize, filed: usize, positions: usize, seen: usize, hits: usize): u32 {
  found = 0;
  for (let word: u32 = 0; word < words; word++) {
    // The radii, each and one more, make up the distance and one more: 2, 2, 2, 1 for a distance of 10.
    const radius = (distance + words - word) / words - 1;
    for (let form: usize = 0; form < 64; form += 32) {
      const hash = load<u64>(query + form);
      const wanted = sketch(hash);
      // Bit 16 stands for none.
      for (let one: u32 = 0; one <= 16; one++) {
        for (let two: u32 = radius < 2 ? 16 : min(one + 1, 16); two <= 16; two++) {
          const flips = ((1 << one) | (1 << two)) & 0xffff;
          const at = starts + (<usize>bucketOf(cut(hash, word) ^ flips) << 2);
          examine(load<u32>(at), load<u32>(at, 4), filed, positions, wanted, query, details, distance, detailDistance, seen, hits);
        }
      }
    }
    starts += (buckets + 1) << 2;
    filed += <usize>count << 3;
    positions += <usize>count << 2;
  }
  for (let i: u32 = 0; i < found; i++) {
    store<u8>(seen + (load<u32>(hits + (<usize>i << 3)) >> 3), 0);
  }
  return found;
}
