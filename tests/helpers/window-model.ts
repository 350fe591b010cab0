import type { CallInput } from '#shared/contract.ts'
import type { LibraryEvent } from '#shared/events.ts'
import { Failure } from '#shared/failure.ts'
import type { ImageSummary } from '#shared/schema.ts'
import type { ListAnswer, Query } from '../../renderer/state/snapshot.ts'

interface ModelImage {
  summary: ImageSummary
  url: string
  trashed: boolean
}

interface Question {
  input: CallInput<'images.list'>
  answer?: ListAnswer
  resolve: (answer: ListAnswer) => void
  reject: (error: Failure) => void
}

const summaryOf = (id: number, sourceCount: number): ImageSummary => ({
  ...{ id, hash: id.toString(16).padStart(64, '0'), name: `${id}.jpg`, contentType: 'image/jpeg', byteSize: 1 },
  ...{ width: 4, height: 3, color: '#336699', hasThumbnail: true, sourceCount },
})

/** A library told in a few lines, whose answers, events and timers wait until the test lets them through. */
export function createModelLibrary() {
  const states: ModelImage[][] = [[]]
  const events: LibraryEvent[] = []
  const questions: Question[] = []
  const timers: (() => void)[] = []
  const now = () => states.at(-1) ?? []

  /** Commits a change; each commit is one revision with one event. */
  function commit(images: ModelImage[], event: (revision: number) => LibraryEvent) {
    states.push(images)
    events.push(event(states.length - 1))
  }

  function rowsAt(revision: number, { text, view }: Query, ceiling: number): ImageSummary[] {
    const isMet = ({ summary, url, trashed }: ModelImage) =>
      trashed === (view === 'trash') && url.includes(text) && summary.id <= ceiling
    return (states[revision] ?? [])
      .filter(isMet)
      .map(({ summary }) => summary)
      .reverse()
  }

  function answer({ input }: Question): ListAnswer {
    const revision = states.length - 1
    const { text = '', view = 'library', offset = 0, limit = 200 } = input
    const ceiling = input.ceiling ?? now().length
    const rows = rowsAt(revision, { text, view }, ceiling)
    const items = rows.slice(offset, offset + limit)
    return { items, total: rows.length, ceiling, revision, milliseconds: 1 }
  }

  const change = (id: number, next: (image: ModelImage) => ModelImage) =>
    now().map((image) => (image.summary.id === id ? next(image) : image))

  return {
    events,
    questions,
    timers,
    rowsAt,
    revision: () => states.length - 1,
    ceiling: () => now().length,
    list: (input: CallInput<'images.list'>) =>
      new Promise<ListAnswer>((resolve, reject) => questions.push({ input, resolve, reject })),
    schedule: (work: () => void) => void timers.push(work),
    add(urls: string[]) {
      const fresh = urls.map((url, place) => ({
        ...{ summary: summaryOf(now().length + place + 1, 1), url, trashed: false },
      }))
      const images = fresh.map(({ summary }) => summary)
      commit([...now(), ...fresh], (revision) => ({ type: 'images.added', revision, images, near: [] }))
    },
    setTrashed(id: number, trashed: boolean) {
      const images = now().filter(({ summary }) => summary.id === id)
      const rest = { images: images.map(({ summary }) => summary), truncated: false }
      commit(
        change(id, (image) => ({ ...image, trashed })),
        (revision) =>
          trashed
            ? { type: 'images.trashed', revision, ...rest }
            : { type: 'images.restored', revision, ...rest, by: 'user' },
      )
    },
    addUrl(id: number, url: string) {
      const next = change(id, (image) => ({
        ...image,
        url: `${image.url} ${url}`,
        summary: summaryOf(id, image.summary.sourceCount + 1),
      }))
      const images = next.filter(({ summary }) => summary.id === id).map(({ summary }) => summary)
      commit(next, (revision) => ({ type: 'images.changed', revision, images }))
    },
    /** The connection is lost: what was not heard yet never will be, and the window is told so. */
    loseEvents() {
      events.length = 0
      events.push({ type: 'library.reset', revision: states.length - 1 })
    },
    /** The library works on a question now; its answer is on the way from here on. */
    compute(place: number) {
      const question = questions.filter((one) => !one.answer)[place]
      if (question) question.answer = answer(question)
    },
    /** Delivers one answer that is on the way, or its failure. */
    deliver(place: number, fails: boolean) {
      const question = questions.filter((one) => one.answer)[place]
      if (!question?.answer) return
      questions.splice(questions.indexOf(question), 1)
      if (fails) question.reject(new Failure('unreachable', 'The library does not answer.'))
      else question.resolve(question.answer)
    },
  }
}

export type ModelLibrary = ReturnType<typeof createModelLibrary>
