// All pairs of near fingerprints. Whoever differs in at most d bits has n - d of n blocks in common: for each choice of
// n - d blocks the hashes are sorted by them, and compared where they agree. A pair is told once, by the first blocks
// that it has in common. Equal 64-bit hashes are one item with several nodes, so that a crowd is compared by its details.
import { detailBetween, detailMaskOf, maskOf, transpose, transposeDetail } from "./turns";

/** Hands over so many edges, which lie where `openJoin` was told; they may be overwritten afterwards. */
// @ts-ignore: decorator
@external("env", "flush")
declare function flush(count: u32): void;

const parts: u32 = 4;

let hashes: usize = 0;
let starts: usize = 0;
let details: usize = 0;
let images: usize = 0;
let degrees: usize = 0;
let edges: usize = 0;
let edgeLimit: u32 = 0;
let edgeCount: u32 = 0;
let blocks: usize = 0;
let blockCount: u32 = 0;
let turned: usize = 0;

let radius: u32 = 0;
let detailRadius: u32 = 0;
let degreeLimit: u32 = 0;
let onlyBest: bool = false;

/**
 * Where everything lies. Items: `hashes` (u64), `starts` (u32, one more than items: each one's first node). Nodes, by
 * item: `details` (four u64), `images` (i32), `degrees` (u16, zero). `edges`: `limit` of each, as arrays one after
 * another: two images (i32), distance, detail distance, orientation (u8). `blocks`: u64 masks of the blocks.
 * `scratch`: 32 bytes.
 */
export function openJoin(hashesAt: usize, startsAt: usize, detailsAt: usize, imagesAt: usize, degreesAt: usize, edgesAt: usize, limit: u32, blocksAt: usize, blocksThere: u32, scratch: usize): void {
  hashes = hashesAt;
  starts = startsAt;
  details = detailsAt;
  images = imagesAt;
  degrees = degreesAt;
  edges = edgesAt;
  edgeLimit = limit;
  blocks = blocksAt;
  blockCount = blocksThere;
  turned = scratch;
}

/** The radii; how many edges a node may have before it needs a partner with fewer; whether other orientations count. */
export function limitJoin(distance: u32, detailDistance: u32, degree: u32, best: bool): void {
  radius = distance;
  detailRadius = detailDistance;
  degreeLimit = degree;
  onlyBest = best;
}

/** Tells what is left. */
export function closeJoin(): void {
  if (edgeCount > 0) flush(edgeCount);
  edgeCount = 0;
}

/** The chosen parts of a hash, side by side: `key` holds a shift and a width (u32) for each of four parts. */
// @ts-ignore: decorator
@inline
function keyOf(hash: u64, key: usize): u32 {
  let value: u64 = 0;
  for (let part: u32 = 0; part < parts; part++) {
    const width = <u64>load<u32>(key + (part << 3), 4);
    value = (value << width) | ((hash >> <u64>load<u32>(key + (part << 3))) & ((<u64>1 << width) - 1));
  }
  return <u32>value;
}

/** Sorts hashes (u64) and what goes with them (u32) by a key of `bits` bits, stable; `bounds` gets where each key begins. */
export function sortByKey(from: usize, items: usize, count: u32, key: usize, bits: u32, to: usize, toItems: usize, bounds: usize): void {
  const keys = <usize>1 << bits;
  memory.fill(bounds, 0, (keys + 2) << 2);
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = bounds + (<usize>(keyOf(load<u64>(from + (i << 3)), key) + 2) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  for (let at = bounds + 8; at <= bounds + ((keys + 1) << 2); at += 4) store<u32>(at, load<u32>(at) + load<u32>(at - 4));
  // Counted one key too far, so that each bound, once its key is written, has become where the key begins.
  for (let i: usize = 0; i < <usize>count; i++) {
    const hash = load<u64>(from + (i << 3));
    const at = bounds + (<usize>(keyOf(hash, key) + 1) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u64>(to + (<usize>place << 3), hash);
    store<u32>(toItems + (<usize>place << 2), load<u32>(items + (i << 2)));
  }
}

/** Keeps one of each run of equal hashes, in place; `firsts` gets where each run begins, and one more. Answers how many. */
export function foldEqual(sorted: usize, count: u32, firsts: usize): u32 {
  let items: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const hash = load<u64>(sorted + (<usize>i << 3));
    if (items > 0 && load<u64>(sorted + (<usize>(items - 1) << 3)) == hash) continue;
    store<u64>(sorted + (<usize>items << 3), hash);
    store<u32>(firsts + (<usize>items << 2), i);
    items++;
  }
  store<u32>(firsts + (<usize>items << 2), count);
  return items;
}

/** The hashes of the transposed pictures. */
export function transposeAll(from: usize, count: u32, to: usize): void {
  for (let at: usize = 0; at < <usize>count << 3; at += 8) store<u64>(to + at, transpose(load<u64>(from + at)));
}

// @ts-ignore: decorator
@inline
function startOf(item: u32): u32 {
  return load<u32>(starts + (<usize>item << 2));
}

// @ts-ignore: decorator
@inline
function imageOf(node: u32): i32 {
  return load<i32>(images + (<usize>node << 2));
}

// @ts-ignore: decorator
@inline
function detailOf(node: u32): usize {
  return details + (<usize>node << 5);
}

// @ts-ignore: decorator
@inline
function hasEnough(node: u32): bool {
  return <u32>load<u16>(degrees + (<usize>node << 1)) >= degreeLimit;
}

function countEdge(node: u32): void {
  const at = degrees + (<usize>node << 1);
  if (!hasEnough(node)) store<u16>(at, load<u16>(at) + 1);
}

function turnDetail(node: u32, orientation: u32): void {
  memory.copy(turned, detailOf(node), 32);
  if (orientation & 4) transposeDetail(turned);
  const mask = detailMaskOf(orientation);
  for (let word: usize = 0; word < 32; word += 8) store<u64>(turned + word, load<u64>(turned + word) ^ mask);
}

// @ts-ignore: decorator
@inline
function inverse(orientation: u32): u32 {
  return orientation == 5 ? 6 : orientation == 6 ? 5 : orientation;
}

/** Smaller is better: detail distance, then distance, then the order of the orientations. */
// @ts-ignore: decorator
@inline
function rankOf(far: u32, near: u32, orientation: u32): u32 {
  return (far << 16) | (near << 8) | orientation;
}

/** Whether a better way leads from one node to another than this one; leaves `turned` overwritten. */
function hasBetter(a: u32, hash: u64, b: u32, other: u64, rank: u32): bool {
  for (let orientation: u32 = 0; orientation < 8; orientation++) {
    const form = (orientation & 4 ? transpose(hash) : hash) ^ maskOf(orientation);
    const near = <u32>popcnt<u64>(form ^ other);
    if (near > radius) continue;
    turnDetail(a, orientation);
    if (rankOf(detailBetween(turned, detailOf(b)), near, orientation) < rank) return true;
  }
  return false;
}

function emit(a: u32, b: u32, near: u32, far: u32, orientation: u32): void {
  const bytes = edges + (<usize>edgeLimit << 3);
  store<i32>(edges + (<usize>edgeCount << 2), imageOf(a));
  store<i32>(edges + (<usize>(edgeLimit + edgeCount) << 2), imageOf(b));
  store<u8>(bytes + edgeCount, near);
  store<u8>(bytes + edgeLimit + edgeCount, far);
  store<u8>(bytes + edgeLimit * 2 + edgeCount, orientation);
  countEdge(a);
  countEdge(b);
  edgeCount++;
  if (edgeCount == edgeLimit) closeJoin();
}

/** Two nodes whose hashes are near when `a` is turned: tells the edge from the smaller image to the larger. */
function confirm(a: u32, hash: u64, b: u32, other: u64, near: u32, far: u32, orientation: u32): void {
  const isForward = imageOf(a) < imageOf(b);
  const told = isForward ? orientation : inverse(orientation);
  if (onlyBest) {
    const rank = rankOf(far, near, told);
    const better = isForward ? hasBetter(a, hash, b, other, rank) : hasBetter(b, other, a, hash, rank);
    turnDetail(a, orientation);
    if (better) return;
  }
  if (isForward) emit(a, b, near, far, told);
  else emit(b, a, near, far, told);
}

/** Compares the nodes of two items whose hashes are near when the first is turned. */
function meet(item: u32, other: u32, near: u32, orientation: u32): void {
  const a = load<u64>(hashes + (<usize>item << 3));
  const b = load<u64>(hashes + (<usize>other << 3));
  // Two that lead into each other by the same transposition meet twice, from either side.
  const isTwice = orientation == 4 || orientation == 7;
  const end = startOf(other + 1);
  for (let node = startOf(item); node < startOf(item + 1); node++) {
    turnDetail(node, orientation);
    const isFull = hasEnough(node);
    for (let partner = startOf(other); partner < end; partner++) {
      const far = detailBetween(turned, detailOf(partner));
      if (far > detailRadius || (isFull && hasEnough(partner))) continue;
      if (node == partner || (isTwice && imageOf(node) > imageOf(partner))) continue;
      confirm(node, a, partner, b, near, far, orientation);
    }
  }
}

/** Compares the nodes of one item with each other, upright. */
export function joinWithin(item: u32): void {
  const hash = load<u64>(hashes + (<usize>item << 3));
  const end = startOf(item + 1);
  for (let node = startOf(item); node < end; node++) {
    turnDetail(node, 0);
    for (let partner = node + 1; partner < end; partner++) {
      const far = detailBetween(turned, detailOf(partner));
      if (far <= detailRadius && !(hasEnough(node) && hasEnough(partner))) confirm(node, hash, partner, hash, 0, far, 0);
    }
  }
}

/** Whether the chosen blocks are the first that are equal. */
function isFirst(difference: u64, choice: u32): bool {
  let equal: u32 = 0;
  for (let block: u32 = 0; equal != choice; block++) {
    if (block == blockCount) return false;
    if (difference & load<u64>(blocks + (block << 3))) continue;
    equal |= 1 << block;
    if (equal & ~choice) return false;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function apart(at: usize, hash: u64, limit: i64): i64 {
  return <i64>popcnt<u64>(load<u64>(at) ^ hash) - limit;
}

/** The first of the hashes from `at` on that is nearer than the limit, or `end`. */
// @ts-ignore: decorator
@inline
function nextNear(at: usize, end: usize, hash: u64, limit: i64): usize {
  for (; at + 32 <= end; at += 32) {
    if ((apart(at, hash, limit) | apart(at + 8, hash, limit) | apart(at + 16, hash, limit) | apart(at + 24, hash, limit)) < 0) break;
  }
  while (at < end && apart(at, hash, limit) >= 0) at += 8;
  return at;
}

/** Compares what has the same key in two sorted lists, the first one turned; `left` and `right` may be the same list. */
export function joinSorted(left: usize, leftItems: usize, leftBounds: usize, right: usize, rightItems: usize, rightBounds: usize, bits: u32, key: usize, orientation: u32, choice: u32): void {
  const mask = maskOf(orientation);
  const flip = keyOf(mask, key);
  const limit = <i64>radius + 1;
  const isOne = left == right;
  for (let value: u32 = 0; value < <u32>1 << bits; value++) {
    const partner = value ^ flip;
    if (isOne && partner < value) continue;
    const isSelf = isOne && partner == value;
    const from = right + (<usize>load<u32>(rightBounds + (<usize>partner << 2)) << 3);
    const end = right + (<usize>load<u32>(rightBounds + (<usize>partner << 2), 4) << 3);
    if (from == end) continue;
    const last = load<u32>(leftBounds + (<usize>value << 2), 4);
    for (let i = load<u32>(leftBounds + (<usize>value << 2)); i < last; i++) {
      const hash = load<u64>(left + (<usize>i << 3)) ^ mask;
      for (let at = nextNear(isSelf ? left + (<usize>(i + 1) << 3) : from, end, hash, limit); at < end; at = nextNear(at + 8, end, hash, limit)) {
        const difference = load<u64>(at) ^ hash;
        if (!isFirst(difference, choice)) continue;
        const other = load<u32>(rightItems + ((at - right) >> 1));
        meet(load<u32>(leftItems + (<usize>i << 2)), other, <u32>popcnt<u64>(difference), orientation);
      }
    }
  }
}
