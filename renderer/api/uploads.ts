import type { ImportItem, ImportOptions } from '#shared/client.ts'
import type { ImportProgress, Verdict } from '#shared/schema.ts'

const inFlight = 4
const keptVerdicts = 100

const noCounts: ImportProgress['counts'] = {
  added: 0,
  existing: 0,
  urlAdded: 0,
  restored: 0,
  deletedBefore: 0,
  notImage: 0,
  failed: 0,
  near: 0,
}

/** Adds one verdict to the progress of an import; `seconds` have passed since its start. */
function withVerdict(progress: ImportProgress, verdict: Verdict, seconds: number): ImportProgress {
  const counts = { ...progress.counts, [verdict.kind]: progress.counts[verdict.kind] + 1 }
  if (verdict.near) counts.near += 1
  const done = progress.done + 1
  const verdicts = [verdict, ...progress.verdicts].slice(0, keptVerdicts)
  return { ...progress, counts, done, rate: done / Math.max(seconds, 0.001), verdicts }
}

const failed = (name: string, reason: string): Verdict => ({ name, kind: 'failed', hash: null, near: null, reason })

/** Posts one file to the library’s own door; what the door refuses is a verdict too. */
async function uploadOne(origin: string, { file, url }: ImportItem, options: ImportOptions): Promise<Verdict> {
  const query = new URLSearchParams({ filename: file.name, url, client_name: 'magpie', trashed: 'report' })
  query.set('undecodable', options.undecodable)
  try {
    const path = `${origin}/v1/images?${query}`
    const response = await fetch(path, { method: 'POST', body: file, signal: options.signal })
    const body = (await response.json()) as { verdict?: Verdict; detail?: string }
    return body.verdict ?? failed(file.name, body.detail ?? `The library answered with status ${response.status}.`)
  } catch (error) {
    if (options.signal.aborted) throw error
    return failed(file.name, 'The file could not be read or sent. Check that it still exists and drop it again.')
  }
}

/** Uploads files, four at a time, and reports them as one import. Resolves to those that were no images. */
export async function uploadAll(origin: string, items: ImportItem[], options: ImportOptions): Promise<ImportItem[]> {
  const started = performance.now()
  const label = items.length === 1 ? (items[0]?.file.name ?? '') : `${items.length} files`
  const id = `upload-${crypto.randomUUID()}`
  let progress: ImportProgress = {
    ...{ id, label, state: 'running', total: items.length, done: 0, rate: 0 },
    ...{ counts: noCounts, verdicts: [] },
  }
  const tell = (next: ImportProgress) => {
    progress = next
    options.report(next)
  }
  const skipped: ImportItem[] = []
  const queue = items.values()
  const work = async () => {
    for (const item of queue) {
      if (options.signal.aborted) return
      const verdict = await uploadOne(origin, item, options)
      if (verdict.kind === 'notImage') skipped.push(item)
      tell(withVerdict(progress, verdict, (performance.now() - started) / 1000))
    }
  }
  tell(progress)
  await Promise.allSettled(Array.from({ length: inFlight }, work))
  tell({ ...progress, state: options.signal.aborted ? 'cancelled' : 'done' })
  return skipped
}
