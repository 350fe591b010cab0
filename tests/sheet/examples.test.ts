import { expect, test } from 'vitest'
import { parseTransformation } from '#shared/imagekit/grammar.ts'
import { options } from '#shared/imagekit/names.ts'
import { examples } from './examples.ts'
import { likenessOf } from './table.ts'

test('every code of the table has an example to look at', () => {
  const shown = new Set(examples.map(({ code }) => code))
  expect(options.filter(({ code }) => !shown.has(code)).map(({ code }) => code)).toEqual([])
  expect([...shown].filter((code) => code !== undefined && !options.some((option) => option.code === code))).toEqual([])
})

test('every example holds the code that it shows, in steps that can be read', () => {
  for (const { code, steps } of examples) {
    expect([steps, parseTransformation(steps).ok]).toEqual([steps, true])
    const codes = [code, options.find((option) => option.code === code)?.seedCode].filter((one) => one !== undefined)
    const isIn = codes.some((one) => new RegExp(`(^|[,:])${one}($|[-,:])`).test(steps))
    expect([code, steps, code === undefined || isIn]).toEqual([code, steps, true])
  }
})

test('what is not rendered is shown as refused, and what is rendered as a picture', () => {
  for (const option of options) {
    const shown = examples.filter(({ code }) => code === option.code)
    const isRendered = shown.some(({ isRefused }) => !isRefused)
    expect([option.code, isRendered]).toEqual([option.code, likenessOf(option) !== 'not rendered'])
  }
})
