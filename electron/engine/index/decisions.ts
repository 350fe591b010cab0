import type { DecisionVerdict } from '#shared/duplicates.ts'
import type { ReadableDatabase } from './database.ts'

/** That an image (row id) is a member of a decision. */
export interface Membership {
  image: number
  decision: number
}

/** That a copy was discarded in favour of another (row ids). */
export interface Superseded {
  image: number
  keeper: number
}

const memberships = `SELECT images.id AS image, decision_id AS decision FROM decision_members
  JOIN images USING (content_hash)`

/** Reads what people decided on duplicates. */
export function createDecisions(reader: ReadableDatabase) {
  const all = reader.prepare<[], Membership>(memberships)
  const of = reader.prepare<[string], Membership>(`${memberships} WHERE images.id IN (SELECT value FROM json_each(?))`)
  const superseded = reader.prepare<[], Superseded>('SELECT image_id AS image, keeper_id AS keeper FROM superseded')
  const supersededOf = reader.prepare<[string], Superseded>(
    'SELECT image_id AS image, keeper_id AS keeper FROM superseded WHERE image_id IN (SELECT value FROM json_each(?))',
  )
  const variants = reader
    .prepare<[number, DecisionVerdict], number>(
      `SELECT DISTINCT others.id FROM images JOIN decision_members AS mine USING (content_hash)
       JOIN decisions ON decisions.id = mine.decision_id
       JOIN decision_members AS theirs ON theirs.decision_id = decisions.id
       JOIN images AS others ON others.content_hash = theirs.content_hash
       WHERE images.id = ? AND verdict = ? AND others.id <> images.id ORDER BY others.id`,
    )
    .pluck()

  return {
    memberships: async (): Promise<Membership[]> => all.all(),
    membershipsOf: async (images: readonly number[]): Promise<Membership[]> => of.all(JSON.stringify(images)),
    superseded: async (): Promise<Superseded[]> => superseded.all(),
    supersededOf: async (images: readonly number[]): Promise<Superseded[]> => supersededOf.all(JSON.stringify(images)),
    /** Row ids of the images that were called variants of this one. */
    variantsOf: async (image: number): Promise<number[]> => variants.all(image, 'variants'),
  }
}

export type Decisions = ReturnType<typeof createDecisions>
