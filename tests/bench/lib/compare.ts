import { expectStatus, type Load, type LoadResult, startLoad } from './load.ts'
import { type PlainAnswers, startPlainServer } from './plain-server.ts'
import { interleave } from './statistics.ts'

export interface Comparison {
  rounds: number
  connections: number
  /** GET paths, each asked for once in a round. */
  paths: string[]
  /** Port of the server that is compared. */
  port: number
  /** What the bare server sends instead. */
  answers: PlainAnswers
}

/** Puts the same requests to the server and to a bare one that answers from memory, by turns. */
export async function compareWithPlain({ rounds, connections, paths, port, answers }: Comparison) {
  const load = startLoad()
  const plain = await startPlainServer(answers)
  const requests = paths.map((path) => ({ path }))
  const ask = async (target: number): Promise<LoadResult> => {
    const work: Load = { port: target, connections, requests }
    const result = await load.ask(work)
    expectStatus(result, 200)
    return result
  }
  await ask(plain.port)
  await ask(port)
  const results = await interleave<LoadResult, 'bare' | 'ours'>(rounds, {
    bare: () => ask(plain.port),
    ours: () => ask(port),
  })
  await Promise.all([load.end(), plain.close()])
  return results
}
