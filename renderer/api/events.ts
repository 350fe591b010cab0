import type { LibraryEvent } from '#shared/events.ts'

const retryMilliseconds = 2000

/**
 * Server-sent events that heal themselves. EventSource reconnects after a lost connection; where it gives up
 * (the server answered with an error), a new one is opened. Each opening says `library.reset`, because what
 * happened between the last answer and the opening may not have been heard.
 */
export function connectEvents(
  url: string,
  hear: (event: LibraryEvent) => void,
  watch: (online: boolean) => void,
): void {
  const source = new EventSource(url)
  source.onopen = () => {
    watch(true)
    hear({ type: 'library.reset', revision: 0 })
  }
  source.onmessage = (message: MessageEvent<string>) => hear(JSON.parse(message.data) as LibraryEvent)
  source.onerror = () => {
    watch(false)
    if (source.readyState === EventSource.CLOSED) setTimeout(() => connectEvents(url, hear, watch), retryMilliseconds)
  }
}
