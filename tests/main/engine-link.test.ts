import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { linkEngine } from '../../electron/main/engine-link.ts'

/** A thread that runs this script, with `port` to speak by, and the link to it. */
function linkTo(script: string) {
  const worker = new Worker(`const { parentPort: port } = require('node:worker_threads')\n${script}`, { eval: true })
  onTestFinished(async () => void (await worker.terminate()))
  return linkEngine(worker)
}

const ready = `port.postMessage({ kind: 'ready', state: { addresses: ['http://127.0.0.1:1'], portFailure: null } })`

test('every question gets its own answer, in whatever order they come', async () => {
  const link = linkTo(`${ready}
    const later = []
    port.on('message', ({ id, ask }) => {
      later.unshift({ kind: 'answer', id, answer: ask.hash })
      if (later.length === 3) for (const message of later) port.postMessage(message)
    })`)
  expect(await link.ready).toEqual({ addresses: ['http://127.0.0.1:1'], portFailure: null })
  const answers = ['a', 'b', 'c'].map((hash) => link.ask('blob', { hash }))
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c'])
})

test('a library that cannot be opened is told as the failure that it is', async () => {
  const link = linkTo(`port.postMessage({ kind: 'refused', failure: { code: 'libraryInUse', message: 'In use.' } })`)
  await expect(link.ready).rejects.toMatchObject({ name: 'Failure', code: 'libraryInUse', message: 'In use.' })
})

test('when the thread crashes, its error is told, and nothing waits for ever', async () => {
  const link = linkTo(`${ready}; port.on('message', () => { throw new Error('out of luck') })`)
  await link.ready
  await expect(link.ask('blob', { hash: 'a' })).rejects.toThrow('out of luck')
  expect((await link.ended)?.message).toBe('out of luck')
  await expect(link.ask('blob', { hash: 'b' })).rejects.toThrow('out of luck')
})

test('a thread that ends as it was told to ends without an error', async () => {
  const link = linkTo(`${ready}; port.once('message', ({ id }) => {
    port.postMessage({ kind: 'answer', id, answer: undefined })
    port.close()
  })`)
  await link.ask('close', {})
  expect(await link.ended).toBeUndefined()
})

test('bodies are moved to the thread and back as streams', async () => {
  const link = linkTo(`${ready}; port.on('message', ({ id, ask }) =>
    port.postMessage({ kind: 'answer', id, answer: { status: 200, headers: [], body: ask.body } }, [ask.body]))`)
  const bytes = new Uint8Array(3_000_000).fill(7)
  const body = new Blob([bytes]).stream()
  const request = { url: 'app://magpie/', method: 'POST', headers: [], body }
  const answer = await link.ask('fetch', request, [body])
  expect(new Uint8Array(await new Response(answer.body).arrayBuffer())).toEqual(bytes)
})
