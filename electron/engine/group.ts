export interface GroupOptions {
  /** Items of one group at most. */
  most: number
  /** Resolves when a group should set out: the place to wait for items that are known to be near. */
  gather(): Promise<void>
}

/**
 * Gathers single items into groups: while one group is being worked on, the next gathers.
 * `work` answers for each item in order, with a value or an Error; if it rejects, every item of the group does.
 */
export function createGroup<Item, Result>(
  work: (items: Item[]) => Promise<(Result | Error)[]>,
  { most, gather }: GroupOptions,
) {
  interface Waiting {
    item: Item
    resolve(result: Result): void
    reject(error: unknown): void
  }
  const waiting: Waiting[] = []
  let current: Promise<void> | undefined

  async function runOne(group: Waiting[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item))
      for (const [at, { resolve, reject }] of group.entries()) {
        const result = results[at]
        if (result instanceof Error) reject(result)
        else resolve(result as Result)
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await gather()
      await runOne(waiting.splice(0, most))
    }
    current = undefined
  }

  return {
    add: (item: Item): Promise<Result> =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        current ??= run()
      }),
    /** Resolves when nothing is under way. */
    async idle(): Promise<void> {
      while (current !== undefined) await current
    },
  }
}
