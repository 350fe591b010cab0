import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/** Settings of the library: JSON by name. What people choose is written as undoable changes. */
export function createSettings(reader: ReadableDatabase, writer: WritableDatabase, transactions: Transactions) {
  const one = reader.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const insert = writer.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const put = writer.prepare('REPLACE INTO settings (name, value) VALUES (?, ?)')

  const get = async (name: string): Promise<unknown> => {
    const value = one.get(name)
    return value === undefined ? undefined : JSON.parse(value)
  }

  return {
    get,
    /** Puts another in the place of what the library has of its own; answers that hold until a change are asked for anew. */
    async replace(name: string, value: unknown): Promise<void> {
      await transactions.runAlways((next) => {
        next()
        put.run(name, JSON.stringify(value))
      })
    },
    /** What the library has of its own: made at its first use, and the same ever after. */
    async getOrMake(name: string, make: () => unknown): Promise<unknown> {
      const known = await get(name)
      if (known !== undefined) return known
      await transactions.runAlways(() => insert.run(name, JSON.stringify(make())))
      return get(name)
    },
  }
}

export type Settings = ReturnType<typeof createSettings>
