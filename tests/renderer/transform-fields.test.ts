import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Parameter } from '#shared/imagekit/grammar.ts'
import { options } from '#shared/imagekit/names.ts'
import {
  findParameters,
  groupOf,
  isRendered,
  nameOf,
  newParameter,
} from '../../renderer/features/transform/cards/parameters.ts'
import { readTypedUrl } from '../../renderer/features/transform/cards/url-reading.ts'
import {
  cssColor,
  numberOf,
  pickedColor,
  readableValue,
  sliderStep,
  stepped,
  withReadable,
} from '../../renderer/features/transform/cards/values.ts'

const codes = (typed: string, surroundings = 'picture') => findParameters(typed, surroundings).map(({ code }) => code)

describe('the search for parameters', () => {
  test.each([
    ['blu', 'bl'],
    ['bl', 'bl'],
    ['gaussian', 'bl'],
    ['Aspect_Ratio', 'ar'],
    ['grey', 'e-grayscale'],
    ['gray', 'e-grayscale'],
    ['sharpen', 'e-sharpen'],
    ['w', 'w'],
    ['colour profile', 'cp'],
    ['color', 'co', 'text'],
    ['shine', undefined],
  ])('finds for “%s” first %s', (typed, code, surroundings = 'picture') => {
    expect(codes(typed, surroundings)[0]).toBe(code)
  })

  test('offers all that may stand there, in groups that stay together, those not rendered here last', () => {
    const all = findParameters('', 'picture')
    const groups = all.map(groupOf)
    const changes = groups.filter((group, index) => group !== groups[index - 1])
    expect(changes).toEqual([...new Set(groups)])
    const firstLate = all.findIndex((option) => !isRendered(option))
    expect(all.slice(firstLate).some(isRendered)).toBe(false)
    expect(codes('', 'text')).toEqual(expect.arrayContaining(['i', 'fs', 'w', 'lfo']))
    expect(codes('', 'text')).not.toContain('cm')
  })

  test('knows a name and a first value of every code', () => {
    for (const option of options) {
      expect(nameOf(option.code)).toMatch(/^[A-Z]/)
      expect(newParameter(option).code).toBe(option.code)
      const isEmptyValue = newParameter(option).value === ''
      if (isEmptyValue) expect(['text', 'path']).toContain(option.value.kind)
    }
  })
})

describe('a value', () => {
  test.each([
    ['300', 300],
    ['N35', -35],
    ['-5', -5],
    ['.5', 0.5],
    ['iw_div_2', undefined],
    ['', undefined],
    ['auto', undefined],
  ])('“%s” is the number %s', (text, number) => {
    expect(numberOf(text)).toBe(number)
  })

  test('moves by steps within its range, across zero too', () => {
    expect(stepped('1', -2, { min: -360, max: 360 })).toBe('N1')
    expect(stepped('N1', 2, { min: -360, max: 360 })).toBe('1')
    expect(stepped('95', 10, { min: 1, max: 100 })).toBe('100')
    expect(stepped('0.1', 0.1, { min: 0.1, max: 5 })).toBe('0.2')
    expect(stepped('auto', 1, { min: 0, max: 9 })).toBeUndefined()
  })

  test('slides where its range is small', () => {
    expect(sliderStep({ min: 1, max: 100, integer: true })).toBe(1)
    expect(sliderStep({ min: 0.1, max: 5 })).toBe(0.1)
    expect(sliderStep({ min: 0, max: 65_535 })).toBeUndefined()
  })

  test.each([
    ['FF0000', '#FF0000'],
    ['f00', '#f00'],
    ['FF000050', 'rgb(from #FF0000 r g b / 50%)'],
    ['gold', 'gold'],
    ['blurred_10', undefined],
    ['FF00', undefined],
  ])('“%s” is the colour %s', (text, css) => {
    expect(cssColor(text)).toBe(css)
  })

  test('keeps its opacity when another colour is picked', () => {
    expect(pickedColor('FF000050', '#00ff00')).toBe('00FF0050')
    expect(pickedColor('gold', '#00ff00')).toBe('00FF00')
  })

  const is = (code: string, value: string): Parameter => ({ kind: 'parameter', code, value })

  test.each<[Parameter, string | undefined, string]>([
    [is('i', 'Hello'), 'text', 'Hello'],
    [is('ie', 'R3LDvMOfZQ=='), 'text', 'Grüße'],
    [is('i', 'trips@@a.jpg'), 'image', 'trips/a.jpg'],
    [is('ie', 'dHJpcHMvw6kuanBn'), 'image', 'trips/é.jpg'],
    [is('ote', 'SGk='), undefined, 'Hi'],
    [is('oi', 'trips@@a.jpg'), undefined, 'trips/a.jpg'],
    [is('ot', 'a@@b'), undefined, 'a@@b'],
  ])('%o is read, in a layer of %s, as “%s”, and written back the same', (parameter, layer, text) => {
    expect(readableValue(parameter, layer)).toBe(text)
    expect(withReadable(parameter, text, layer)).toEqual(parameter)
  })

  test('of base64 that is none is shown as it is', () => {
    expect(readableValue(is('ie', '%%%'), 'text')).toBe('%%%')
  })

  test('of a text layer is read as it was typed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readableValue(withReadable(is('i', ''), text, 'text'), 'text')).toBe(text)
      }),
    )
  })
})

const hash = 'a1'.repeat(32)
const endpoint = 'http://127.0.0.1:8010/media'

describe('what is typed into the URL field', () => {
  test.each<[string, string | undefined, string[]]>([
    [`${endpoint}/tr:w-3:rt-9/${hash}`, 'w-3:rt-9', [hash]],
    [`${endpoint}/a%20b/c.jpg?tr=w-3%2Ch-4`, 'w-3,h-4', ['/a b/c.jpg']],
    [`${endpoint}/tr:w-3/https://example.com/a.jpg?x=1`, 'w-3', ['https://example.com/a.jpg?x=1']],
    [`${endpoint}/${hash}`, '', [hash]],
    [`http://localhost:9/media/tr:w-3/${hash}`, 'w-3', [hash, `http://localhost:9/media/${hash}`]],
    ['https://ik.imagekit.io/demo/tr:w-3/x/a.jpg', 'w-3', ['https://ik.imagekit.io/demo/x/a.jpg', '/x/a.jpg']],
    ['https://img.example/x/a.jpg?tr=w-3&v=2', 'w-3', ['https://img.example/x/a.jpg?v=2', '/x/a.jpg']],
    ['https://example.com/a.jpg', undefined, ['https://example.com/a.jpg', '/a.jpg']],
    ['tr:w-3:h-4', 'w-3:h-4', []],
    ['tr:w-3/folder/a.jpg', 'w-3', ['/folder/a.jpg']],
    ['?tr=w-3', 'w-3', []],
    ['w-300,h-200', 'w-300,h-200', []],
    ['zz-1:l-text,i-a,l-end', 'zz-1:l-text,i-a,l-end', []],
    [hash, undefined, [hash]],
    ['/folder/a.jpg', undefined, ['/folder/a.jpg']],
    ['  ', '', []],
  ])('%s is read', (typed, transformation, pictures) => {
    expect(readTypedUrl(typed, endpoint)).toEqual({ transformation, pictures })
  })

  test('is refused in words where it is no URL', () => {
    expect(() => readTypedUrl('https://', endpoint)).toThrow('no URL yet')
    expect(() => readTypedUrl(`${endpoint}/tr:w-1/tr:w-2/a.jpg`, endpoint)).toThrow('two transformations')
  })

  test('never breaks the field', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', `${endpoint}/`, 'https://a/', 'tr:'),
        (text, start) => {
          try {
            readTypedUrl(start + text, endpoint)
          } catch (error) {
            expect(error).toMatchObject({ code: 'invalid' })
          }
        },
      ),
    )
  })
})
