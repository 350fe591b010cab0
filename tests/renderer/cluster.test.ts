import { expect, test } from 'vitest'
import { around, isMarked, markedOf } from '../../renderer/state/cluster.ts'
import { stageOf } from '../../renderer/state/stage.ts'
import { hashAt, memberOf } from '../helpers/window-members.ts'

const none = new Set<string>()
const hashes = (members: { image: { hash: string } }[]) => members.map(({ image }) => image.hash)

test('all copies are proposed for the trash but the keeper, protected ones and variants', () => {
  const members = [
    memberOf(1),
    memberOf(2, { bits: 1 }),
    memberOf(3, { bits: 2, isProtected: true }),
    memberOf(4, { bits: 3, kind: 'variant' }),
    memberOf(5, { bits: 3, kind: null }),
  ]
  expect(hashes(markedOf({ members, keeper: hashAt(1), toggled: none }))).toEqual([hashAt(2), hashAt(5)])
})

test('a mark can be taken off a copy and put onto a variant, never onto the keeper or a protected copy', () => {
  const members = [memberOf(1), memberOf(2, { bits: 1 }), memberOf(3, { bits: 3, kind: 'variant' })]
  const toggled = new Set([1, 2, 3, 4].map(hashAt))
  expect(hashes(markedOf({ members, keeper: hashAt(1), toggled }))).toEqual([hashAt(3)])
  expect(isMarked(memberOf(4, { bits: 1, isProtected: true }), { keeper: hashAt(1), toggled })).toBe(false)
})

test('with another keeper the former one may go, and every copy is turned against the new one', () => {
  const members = [memberOf(1), memberOf(2, { bits: 2, turn: 'rotated90' }), memberOf(3, { bits: 1, turn: 'mirrored' })]
  const [first, second, third] = around(members, hashAt(2))
  expect(first?.likeness).toEqual({ distance: 2, detailDistance: 8, orientation: 'rotated270' })
  expect(first?.comparedWith).toBe('keeper')
  expect(second?.likeness).toBeNull()
  expect(third?.likeness?.orientation).toBe('transversed')
  expect([third?.kind, third?.comparedWith]).toEqual(['turned', 'suggested'])
  expect(hashes(markedOf({ members, keeper: hashAt(2), toggled: none }))).toEqual([hashAt(1), hashAt(3)])
})

test('where a possible variant is made the keeper, nothing else is proposed for the trash', () => {
  const members = [memberOf(1), memberOf(2, { bits: 4, kind: 'variant' }), memberOf(3, { bits: 1 })]
  expect(markedOf({ members, keeper: hashAt(2), toggled: none })).toEqual([])
})

test('what is chosen in a cluster outlives its being read again, as far as it still applies', () => {
  const members = [memberOf(1), memberOf(2, { bits: 1 }), memberOf(3, { bits: 2 })]
  const cluster = { keeper: members[0]?.image } as Parameters<typeof stageOf>[0]['cluster']
  const first = stageOf({ cluster, members, revision: 1 }, null, 0)
  expect([first.keeper, first.focus]).toEqual([hashAt(1), 1])
  const chosen = { ...first, keeper: hashAt(2), focus: 2, toggled: new Set([hashAt(3)]) }
  const again = stageOf({ cluster, members, revision: 2 }, chosen, 1)
  expect([again.keeper, again.focus, [...again.toggled]]).toEqual([hashAt(2), 2, [hashAt(3)]])
  const shrunk = stageOf({ cluster, members: members.filter((_, place) => place !== 1), revision: 3 }, chosen, 2)
  expect([shrunk.keeper, shrunk.focus]).toEqual([hashAt(1), 1])
})
