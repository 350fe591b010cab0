import type { ReadableDatabase } from './database.ts'

/** Reads settings of the library: JSON by name. They are written as undoable changes. */
export function createSettings(reader: ReadableDatabase) {
  const one = reader.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  return {
    get: async (name: string): Promise<unknown> => {
      const value = one.get(name)
      return value === undefined ? undefined : JSON.parse(value)
    },
  }
}
