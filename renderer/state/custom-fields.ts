import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '#shared/client.ts'
import type { CallInput } from '#shared/contract.ts'
import type { CustomField } from '#shared/custom-fields.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import type { Actions } from './actions.ts'

export interface CustomFieldsState {
  /** The oldest first; null until they are read. */
  fields: readonly CustomField[] | null
  /** Why they could not be read. */
  failure: Failure | null
  /** Makes a field; resolves to what is wrong with it, with the name of the input where it is. */
  create(wish: CallInput<'customFields.create'>): Promise<Failure | null>
  /** Changes a field; resolves to what is wrong, as `create` does. */
  update(wish: CallInput<'customFields.update'>, label: string): Promise<Failure | null>
  /** Deletes a field with its values, and tells the way back. */
  remove(field: CustomField): Promise<void>
  hear(event: LibraryEvent): void
  reload(): Promise<void>
}

export type CustomFields = StoreApi<CustomFieldsState>

interface Options {
  client: Client
  actions: Pick<Actions, 'attempt' | 'tell'>
}

/** The fields that files may have values of, read once they are looked at. */
export function createCustomFields({ client, actions }: Options): CustomFields {
  /** Identity of the last question: an answer to one before it is outdated. */
  let asked = {}

  const store = createStore<CustomFieldsState>((_, get) => ({
    fields: null,
    failure: null,
    create: (wish) => make(`Made the custom field “${wish.label}”`, () => client.customFields.create(wish)),
    update: (wish, label) => make(`Changed the custom field “${label}”`, () => client.customFields.update(wish)),
    remove: ({ id, label }) =>
      actions.attempt(async () => {
        const { journal } = await client.customFields.remove({ id })
        actions.tell(`Deleted the custom field “${label}”`, { journal })
        await get().reload()
      }),
    hear({ type }) {
      const isLooked = get().fields !== null || get().failure !== null
      if (isLooked && (type === 'history.changed' || type === 'library.reset')) void get().reload()
    },
    reload,
  }))

  async function make(text: string, call: () => Promise<{ journal: number | null }>): Promise<Failure | null> {
    try {
      const { journal } = await call()
      actions.tell(text, { journal })
      await reload()
      return null
    } catch (error) {
      return asFailure(error)
    }
  }

  async function reload() {
    const question = {}
    asked = question
    try {
      const fields = await client.customFields.list({})
      if (asked === question) store.setState({ fields, failure: null })
    } catch (error) {
      if (asked === question) store.setState({ failure: asFailure(error) })
    }
  }

  return store
}

const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('internal', 'That did not work. Try again.', { cause: error })
