import { expect, test } from 'vitest'
import { Failure } from '#shared/failure.ts'
import {
  describeCaching,
  describeSaving,
  describeTiming,
  readTiming,
} from '../../renderer/features/transform/preview/figures.ts'
import type { OpenedPicture } from '../../renderer/features/transform/preview/open-picture.ts'
import { createRendering, type Wish } from '../../renderer/features/transform/preview/rendering.ts'
import { savedName } from '../../renderer/features/transform/preview/save.ts'
import { nextPlace } from '../../renderer/features/transform/preview/use-offered-keys.ts'

const pictureOf = (src: string): OpenedPicture => ({
  ...{ src, bytes: new Blob([src]), contentType: 'image/webp', width: 4, height: 3, milliseconds: 1 },
  ...{ timing: new Map(), cacheControl: '' },
})

const wishOf = (steps: string, name = 'cat'): Wish => ({ name, quick: `quick ${steps}`, exact: `exact ${steps}` })

/** A rendering whose answers and whose clock are given by hand. */
function createByHand() {
  const asked = new Map<string, PromiseWithResolvers<OpenedPicture> & { signal: AbortSignal }>()
  const released: string[] = []
  let later: (() => void) | null = null
  const rendering = createRendering({
    open(url, signal) {
      const answer = { ...Promise.withResolvers<OpenedPicture>(), signal }
      asked.set(url, answer)
      return answer.promise
    },
    schedule(work) {
      later = work
      return () => {
        later = null
      }
    },
    release: ({ src }) => released.push(src),
  })
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  return {
    rendering,
    asked,
    released,
    isAborted: (url: string) => asked.get(url)?.signal.aborted,
    answer(url: string) {
      asked.get(url)?.resolve(pictureOf(url))
      return turn()
    },
    refuse(url: string, message: string) {
      asked.get(url)?.reject(new Failure('invalid', message))
      return turn()
    },
    rest() {
      later?.()
      later = null
    },
    seen: () => rendering.getState().seen?.picture.src,
  }
}

test('a quick result is shown at once, the exact one when the steps rest', async () => {
  const { rendering, asked, answer, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  await answer('quick w-1')
  expect(seen()).toBe('quick w-1')
  expect(rendering.getState()).toMatchObject({ isPending: true, seen: { isExact: false } })
  expect(asked.has('exact w-1')).toBe(false)
  rest()
  await answer('exact w-1')
  expect(seen()).toBe('exact w-1')
  expect(rendering.getState()).toMatchObject({ isPending: false, seen: { isExact: true } })
})

test('what is seen stays until the next is there, and is let go of then', async () => {
  const { rendering, released, answer, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  rest()
  await answer('exact w-1')
  rendering.getState().want(wishOf('w-2'))
  expect(seen()).toBe('exact w-1')
  expect(released).toEqual([])
  rest()
  await answer('exact w-2')
  expect(seen()).toBe('exact w-2')
  expect(released).toEqual(['exact w-1'])
})

test('the latest wish wins: an earlier exact result is given up', async () => {
  const { rendering, released, isAborted, answer, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  rest()
  rendering.getState().want(wishOf('w-2'))
  expect(isAborted('exact w-1')).toBe(true)
  rest()
  await answer('exact w-2')
  await answer('exact w-1')
  expect(seen()).toBe('exact w-2')
  expect(released).toEqual(['exact w-1'])
})

test('a quick result that comes after the exact one is not shown', async () => {
  const { rendering, released, answer, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  rest()
  await answer('exact w-1')
  await answer('quick w-1')
  expect(seen()).toBe('exact w-1')
  expect(released).toEqual(['quick w-1'])
})

test('while steps change faster than pictures come, one quick result is asked for at a time, and each is shown', async () => {
  const { rendering, asked, answer, seen } = createByHand()
  for (const steps of ['w-1', 'w-2', 'w-3']) rendering.getState().want(wishOf(steps))
  expect([...asked.keys()]).toEqual(['quick w-1'])
  await answer('quick w-1')
  expect(seen()).toBe('quick w-1')
  expect([...asked.keys()]).toEqual(['quick w-1', 'quick w-3'])
})

test('a refusal is told, and the last result stays', async () => {
  const { rendering, answer, refuse, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  rest()
  await answer('exact w-1')
  rendering.getState().want(wishOf('w-0'))
  await refuse('quick w-0', 'No.')
  rest()
  await refuse('exact w-0', 'The width is no width.')
  expect(seen()).toBe('exact w-1')
  expect(rendering.getState()).toMatchObject({ isPending: false, problem: 'The width is no width.' })
})

test('nothing of another picture is shown once a picture is chosen', async () => {
  const { rendering, released, isAborted, answer, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  rest()
  await answer('exact w-1')
  rendering.getState().want(wishOf('w-1', 'dog'))
  expect(seen()).toBeUndefined()
  expect(isAborted('quick w-1')).toBe(true)
  await answer('quick w-1')
  expect(seen()).not.toBe('exact w-1')
  expect(released).toContain('exact w-1')
})

test('steps with errors ask for nothing, and what is seen stays', async () => {
  const { rendering, asked, answer, rest, seen } = createByHand()
  rendering.getState().want(wishOf('w-1'))
  await answer('quick w-1')
  rendering.getState().rest()
  rest()
  expect(asked.has('exact w-1')).toBe(false)
  expect(seen()).toBe('quick w-1')
  expect(rendering.getState().isPending).toBe(false)
})

test('figures are told in words', () => {
  expect(describeSaving(1000, 80)).toBe('92 % smaller (920 bytes)')
  expect(describeSaving(1_000_000, 1000)).toBe('99.9 % smaller (999 KB)')
  expect(describeSaving(1000, 1500)).toBe('50 % larger (500 bytes)')
  expect(describeSaving(1000, 1000)).toBe('As many bytes')
  const timing = readTiming('plan;dur=0.6, picture;dur=31.2, kept')
  expect(describeTiming(33.4, timing)).toBe('33 ms: plan 0.6 ms, picture 31 ms')
  expect(timing.has('kept')).toBe(true)
  expect(describeTiming(5, readTiming(''))).toBe('5.0 ms')
  expect(describeCaching('public, max-age=31536000, immutable')).toBe('Browsers keep it for ever')
  expect(describeCaching('no-cache')).toBe('Browsers ask each time whether it changed')
})

test('a saved result ends as its bytes are', () => {
  expect(savedName('cat.png', 'image/webp')).toBe('cat.webp')
  expect(savedName('my.cat.jpeg', 'image/jpeg')).toBe('my.cat.jpg')
  expect(savedName('drawing', 'image/svg+xml')).toBe('drawing.svg')
  expect(savedName('.png', 'image/png')).toBe('picture.png')
})

test('arrows walk over rows of pictures, and up from the first row to the search field', () => {
  const next = (key: string, place: number) => nextPlace(key, place, 8, 3)
  expect([next('ArrowRight', 2), next('ArrowLeft', 0), next('ArrowDown', 1), next('ArrowUp', 4)]).toEqual([3, 0, 4, 1])
  expect([next('ArrowDown', 6), next('End', 0), next('Home', 5)]).toEqual([7, 7, 0])
  expect(next('ArrowUp', 2)).toBe(-1)
  expect(next('a', 2)).toBeUndefined()
})
