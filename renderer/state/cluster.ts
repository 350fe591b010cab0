import type { ClusterMember } from '#shared/duplicates.ts'
import type { Likeness, PairKind } from '#shared/schema.ts'
import { followedBy, inverseOf } from './orientations.ts'

/**
 * A member as it stands to the keeper that is chosen now. `comparedWith` tells what its distances and kind were
 * measured against: that keeper, or, where another than the suggested one was chosen, the suggested one.
 */
export interface StageMember extends ClusterMember {
  comparedWith: 'keeper' | 'suggested'
}

/** What the stage needs to know to mark members. */
export interface Choice {
  members: readonly ClusterMember[]
  /** The content hash of the copy that stays. */
  keeper: string
  /** Members whose mark is the other way round than proposed. */
  toggled: ReadonlySet<string>
}

/** The members, in their order, as they stand to the chosen keeper; the first one is the suggested keeper. */
export function around(members: readonly ClusterMember[], keeper: string): StageMember[] {
  const chosen = members.find(({ image }) => image.hash === keeper)
  if (!chosen?.likeness) return members.map((member) => ({ ...member, comparedWith: 'keeper' }))
  const { likeness } = chosen
  return members.map((member) => {
    if (member === chosen) return { ...member, likeness: null, kind: null, comparedWith: 'keeper' }
    const kind = kindAround(chosen, member)
    if (!member.likeness) return { ...member, likeness: reversed(likeness), kind, comparedWith: 'keeper' }
    const orientation = followedBy(inverseOf(likeness.orientation), member.likeness.orientation)
    return { ...member, likeness: { ...member.likeness, orientation }, kind, comparedWith: 'suggested' }
  })
}

const reversed = (likeness: Likeness): Likeness => ({ ...likeness, orientation: inverseOf(likeness.orientation) })

/** What a member is to a chosen keeper, as far as both are known by the suggested one; never bolder than that tells. */
function kindAround(chosen: ClusterMember, member: ClusterMember): PairKind | null {
  if (!member.likeness) return chosen.kind
  const kinds = [chosen.kind, member.kind]
  if (kinds.includes('variant')) return 'variant'
  if (kinds.includes(null)) return null
  if (chosen.likeness?.orientation !== member.likeness.orientation) return 'turned'
  if (chosen.kind === 'samePixels') return member.kind
  const isSameSize = chosen.image.width === member.image.width && chosen.image.height === member.image.height
  return isSameSize ? 'reencoded' : 'resized'
}

/** Whether a member goes to the trash when the choice is accepted: all do but the keeper, protected ones and variants. */
export function isMarked(member: ClusterMember, { keeper, toggled }: Omit<Choice, 'members'>): boolean {
  const { image, isProtected, kind } = member
  if (image.hash === keeper || isProtected) return false
  return (kind !== 'variant') !== toggled.has(image.hash)
}

/** The members that go to the trash when the choice is accepted. */
export const markedOf = ({ members, keeper, toggled }: Choice): StageMember[] =>
  around(members, keeper).filter((member) => isMarked(member, { keeper, toggled }))

/** The set with a member, or without it if it was there. */
export function toggledIn<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}
