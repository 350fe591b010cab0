import type { ReadableDatabase, WritableDatabase } from './database.ts'
import type { Transactions } from './transactions.ts'

/** Work that is known, of each kind. */
const mostKnown = 1000

type Kind = 'job' | 'purge'

/** What the port must know after a restart: tokens that were used, and the latest work that somebody may ask about. */
export function createDoorMemory(reader: ReadableDatabase, writer: WritableDatabase, { runAlways }: Transactions) {
  const forgetExpired = writer.prepare<[number]>('DELETE FROM used_tokens WHERE expires_at <= ?')
  const spend = writer.prepare('INSERT INTO used_tokens (token, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const insert = writer.prepare<[Kind, string, string]>('INSERT INTO known_work (kind, id, answer) VALUES (?, ?, ?)')
  const forgetOldest = writer.prepare<{ kind: Kind }>(
    `DELETE FROM known_work WHERE kind = :kind AND seq <=
       (SELECT seq FROM known_work WHERE kind = :kind ORDER BY seq DESC LIMIT 1 OFFSET ${mostKnown})`,
  )
  const answerOf = reader
    .prepare<[Kind, string], string>('SELECT answer FROM known_work WHERE kind = ? AND id = ?')
    .pluck()

  return {
    /** Whether a token is used for the first time, now and until it expires; both in seconds since 1970. */
    spendToken: (token: string, expiresAt: number, now: number): Promise<boolean> =>
      runAlways(() => {
        forgetExpired.run(now)
        return spend.run(token, expiresAt).changes === 1
      }),
    /** Keeps what there is to say of work by its id; the oldest of its kind is forgotten for it. */
    remember: (kind: Kind, id: string, answer: unknown): Promise<void> =>
      runAlways(() => {
        insert.run(kind, id, JSON.stringify(answer))
        forgetOldest.run({ kind })
      }),
    /** What was remembered of work; undefined where nothing is. */
    recall(kind: Kind, id: string): unknown {
      const answer = answerOf.get(kind, id)
      return answer === undefined ? undefined : JSON.parse(answer)
    },
  }
}

export type DoorMemory = ReturnType<typeof createDoorMemory>
