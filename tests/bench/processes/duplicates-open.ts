import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import SQLite from 'better-sqlite3'
import type { CallOutput, ParsedInput, ProcedureName } from '#shared/contract.ts'
import { widestDistance } from '#shared/hamming.ts'
import { createLibrary, type Library } from '../../../electron/engine/library.ts'
import type { OpenTimes, OpenWork } from '../duplicates/opening.ts'
import { becomeReady, settle } from '../duplicates/ready.ts'
import { answerWith } from '../lib/scripts.ts'

type Order = ParsedInput<'duplicates.list'>['order']

/** What the work takes, in ms, beside its result. */
async function time<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now()
  const result = await work()
  return [result, performance.now() - startedAt]
}

/** The longest that timers had to wait while the work went on, in ms, beside its result. */
async function watch<T>(work: () => Promise<T>): Promise<[T, number]> {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const result = await work()
  delay.disable()
  return [result, delay.max / 1e6]
}

const callsOf = (library: Library) => {
  const call = <Name extends ProcedureName>(name: Name, input: ParsedInput<Name>): Promise<CallOutput<Name>> =>
    library.call(name, input, 'bench')
  const wish = { distance: widestDistance, sameDomain: false, acrossClients: false }
  return {
    call,
    list: (order: Order = 'tightest', distance = widestDistance, offset = 0) =>
      call('duplicates.list', { ...wish, distance, order, offset, limit: 100 }),
    get: (hash: string) => call('duplicates.get', { hash, distance: widestDistance, offset: 0, limit: 100 }),
  }
}

type Calls = ReturnType<typeof callsOf>

async function searchAll(library: Library, { call }: Calls) {
  let progress = 0
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const stop = library.listen((event) => {
    if (event.type !== 'duplicates.progressed' || event.progress.task !== 'searching') return
    progress++
    if (event.progress.state !== 'running') resolve()
  })
  const [[, milliseconds], longestPause] = await watch(() =>
    time(async () => {
      const { started } = await call('duplicates.search', {})
      if (started) await ended
    }),
  )
  stop()
  return { milliseconds, longestPause, progress }
}

/** Keeps the best of a cluster, looks at the list, and undoes it. */
async function decide({ call, list, get }: Calls, hash: string) {
  const { members } = await get(hash)
  const [keeper = '', ...discard] = members.map(({ image }) => image.hash)
  const [, kept] = await time(() => call('duplicates.keep', { keeper, discard }))
  const [, listed] = await time(() => list())
  const [, undone] = await time(() => call('history.undo', {}))
  return { kept, listed, undone }
}

function countEdges(library: string): number {
  const database = new SQLite(join(library, 'index.db'), { readonly: true })
  const count = database.prepare<[], number>('SELECT count(*) FROM edges').pluck().get() ?? 0
  database.close()
  return count
}

async function measureCalls(calls: Calls, times: number) {
  const { list, get } = calls
  const [first, firstList] = await time(() => list())
  const [lists, gets, decisions] = [[] as number[], [] as number[], [] as Awaited<ReturnType<typeof decide>>[]]
  for (const { keeper } of first.items.slice(0, times)) {
    lists.push((await time(() => list()))[1])
    gets.push((await time(() => get(keeper.hash)))[1])
  }
  const [, sorted] = await time(() => list('reclaimable'))
  const [, otherRadius] = await time(() => list('tightest', 4))
  for (const { keeper } of first.items.slice(0, times)) decisions.push(await decide(calls, keeper.hash))
  return {
    ...{ clusters: first.total, images: first.images, firstList, lists, gets, sorted, otherRadius },
    keeps: decisions.map(({ kept }) => kept),
    keptListed: decisions.map(({ listed }) => listed),
    undos: decisions.map(({ undone }) => undone),
  }
}

async function open({ library: directory, calls: times, search }: OpenWork): Promise<OpenTimes> {
  const before = process.memoryUsage.rss()
  const startedAt = performance.now()
  const library = await createLibrary({ directory })
  const opened = performance.now() - startedAt
  try {
    const calls = callsOf(library)
    const loaded = library.loaded.then(() => performance.now() - startedAt)
    const [, longestPause] = await watch(() => becomeReady(library))
    const duplicatesReady = performance.now() - startedAt
    const after = process.memoryUsage.rss()
    await settle(library)
    const measured = await measureCalls(calls, times)
    return {
      ...{
        opened,
        scansLoaded: await loaded,
        duplicatesReady,
        longestPause,
        edges: countEdges(directory),
        ...measured,
      },
      memory: { before, after },
      search: search ? await searchAll(library, calls) : undefined,
    }
  } finally {
    await library.close()
  }
}

answerWith(open)
