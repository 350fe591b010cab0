import type { Changed } from '../index/changes.ts'
import type { CustomFields } from '../index/custom-fields.ts'
import type { FieldChanges, FieldWish } from '../index/field-changes.ts'
import { placesAnswer } from './files.ts'
import type { MakeChange } from './make-change.ts'
import type { Services } from './services.ts'

export interface CustomFieldParts {
  customFields: CustomFields
  fieldChanges: FieldChanges
  makeChange: MakeChange
}

/** Calls on the fields that files may have values of. */
export function createCustomFieldServices({ customFields, fieldChanges, makeChange }: CustomFieldParts) {
  const make = async (change: () => Promise<Changed>) => placesAnswer(await makeChange(change))

  return {
    'customFields.list': async () => customFields.rows().map(({ rowId: _, ...field }) => field),
    'customFields.create': async ({ description, ...field }, actor) => {
      const id = fieldChanges.newId()
      const whole = { ...field, description: description || null }
      return { ...(await make(() => fieldChanges.create(id, whole, actor))), id }
    },
    'customFields.update': ({ id, ...wish }, actor) => make(() => fieldChanges.update(id, wish as FieldWish, actor)),
    'customFields.remove': ({ id }, actor) => make(() => fieldChanges.remove(id, actor)),
  } satisfies Partial<Services>
}
