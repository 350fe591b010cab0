import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LibraryEvent } from '#shared/events.ts'
import { type Doors, makePicture, openDoors, storePicture, transports } from '../helpers/api-doors.ts'

interface Message {
  id: number
  event: LibraryEvent
}

/** Reads messages of an event stream until there are so many; bare ids are told as `greeting`. */
async function readMessages(response: Response, count: number) {
  const messages: Message[] = []
  let text = ''
  let greeting = -1
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  while (reader && messages.length < count) {
    const { done, value } = await reader.read()
    if (done) break
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const id = Number(/^id: (\d+)/m.exec(block)?.[1])
      const data = /^data: (.*)/m.exec(block)?.[1]
      if (data) messages.push({ id, event: JSON.parse(data) })
      else greeting = id
    }
  }
  await reader?.cancel()
  return { messages, greeting }
}

describe.each(transports)('events over %s', (transport) => {
  let doors: Doors
  beforeAll(async () => {
    doors = await openDoors(transport)
  })
  afterAll(() => doors.close())

  let seed = 0
  const store = async () => storePicture(doors, await makePicture(++seed), `https://e.example/${seed}`)

  test('a stored picture is announced with its revision as id', async () => {
    const response = await doors.ask('/events')
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const { entry } = await store()
    const { messages } = await readMessages(response, 1)
    expect(messages[0]?.event).toMatchObject({ type: 'images.added', images: [{ hash: entry.content_hash }] })
    expect(messages[0]?.id).toBe(messages[0]?.event.revision)
  })

  test('a listener that comes back hears what it missed, once', async () => {
    await store()
    const { revision } = doors.library
    const [second, third] = [await store(), await store()]
    const response = await doors.ask('/events', { headers: { 'last-event-id': String(revision) } })
    const { messages } = await readMessages(response, 2)
    const hashes = messages.flatMap(({ event }) => ('images' in event ? event.images.map(({ hash }) => hash) : []))
    expect(hashes).toEqual([second.entry.content_hash, third.entry.content_hash])
    const after = await doors.ask(`/events?after=${messages[0]?.id}`)
    expect((await readMessages(after, 1)).messages[0]).toEqual(messages[1])
  })

  test('a listener from another life of the library is told to begin anew', async () => {
    await store()
    const response = await doors.ask('/events', { headers: { 'last-event-id': '999999' } })
    const { messages } = await readMessages(response, 1)
    expect(messages[0]?.event).toEqual({ type: 'library.reset', revision: doors.library.revision })
  })

  test('HEAD tells what would come and listens to nothing', async () => {
    const response = await doors.ask('/events', { method: 'HEAD' })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    expect(await response.text()).toBe('')
  })

  test('a new listener learns where it stands at once', async () => {
    await store()
    const response = await doors.ask('/events')
    const storing = store()
    const { greeting, messages } = await readMessages(response, 1)
    expect(greeting).toBeLessThan(messages[0]?.id ?? 0)
    expect(greeting).toBeGreaterThan(0)
    await storing
  })
})

test('closing the server ends open streams at once', async () => {
  const doors = await openDoors('a socket')
  const response = await doors.ask('/events')
  const started = performance.now()
  const reading = readMessages(response, 1)
  await doors.close()
  expect((await reading).messages).toEqual([])
  expect(performance.now() - started).toBeLessThan(2000)
})
